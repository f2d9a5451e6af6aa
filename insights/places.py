"""Where the answers of themes and suggestions are, who gave them, and what they tell of help.

It reads every answer of what it is asked about, so it is asked only when figures are counted anew
(insights/actions/tallies.py). Nothing here keeps a word.
"""

from dataclasses import dataclass, field

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Replace

from insights.chunks import few_at_a_time
from insights.engine.stance import is_story, stance_of
from insights.models import Codebook, Coding, Suggestion, SuggestionMember, Theme
from surveys.models import Answer, Purpose


TOLD = ("stance", "is_story", "clause_start", "clause_end")
UNTOLD = ("", False, None, None)
# More places are kept than are shown, as some say the same and some may not be shown one day.
KEPT = 9


@dataclass
class Places:
    """Where the answers of one theme or suggestion are, the most central first."""

    people: set = field(default_factory=set)
    texts: dict = field(default_factory=dict)  # text hash -> its most central place
    said: dict = field(default_factory=dict)  # person -> what they say of how help went
    stories: set = field(default_factory=set)
    clause: tuple = ()
    every: dict = field(default_factory=dict)  # all places, in order

    def add(self, place, text_hash):
        self.people.add(place[0])  # a person answers a question once
        self.texts.setdefault(text_hash, place)
        self.every[place] = None

    def tell(self, place, told):
        stance, is_a_story, start, end = told
        if stance:
            self.said.setdefault(place[0], set()).add(stance)
        if is_a_story:
            self.stories.add(place)
        if start is not None and not self.clause:
            self.clause = (place[0], start, end)

    def central(self) -> list:
        """Return the most central places, one of each different text: at most half of them."""
        return self._told(list(self.texts.values())[: self._half()])

    def edge(self) -> list:
        """Return the places that only just belong, the last of them first."""
        return self._told(list(self.texts.values())[self._half() :][: -KEPT - 1 : -1])

    def _half(self) -> int:
        return min(KEPT, (len(self.texts) + 1) // 2)

    def _told(self, places) -> list:
        return [[*place, place in self.stories] for place in places]


def readable_answers(codebook: Codebook, *, by_key=False):
    """Return the answers of this question that may be read now.

    `by_key`: they will be asked for by their keys. SQLite would still walk all of the question's,
    so the question is then put in a way that no index serves.
    """
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS)
    if by_key:
        no_index = Coalesce("question_id", "question_id")
        return answers.alias(asked=no_index).filter(asked=codebook.question_id)
    return answers.filter(question=codebook.question_id)


def places_of_suggestions(codebook: Codebook, suggestions: list) -> dict:
    """Return {suggestion: where its readable answers are}."""
    rows = SuggestionMember.objects.filter(suggestion__in=suggestions)
    places = {each.pk.hex: Places() for each in suggestions}
    for owner, place, text_hash, told in _walk(codebook, rows, "suggestion_id", TOLD):
        places[owner].add(place, text_hash)
        places[owner].tell(place, told)
    return {each: places[each.pk.hex] for each in suggestions}


def places_of_themes(codebook: Codebook, themes: list) -> dict:
    """Return {theme: where its readable answers are}, those of its parts among them."""
    parts = Theme.objects.active().filter(parent__in=themes).values_list("pk", "parent_id")
    owners = {each.pk.hex: [each.pk.hex] for each in themes}
    for part, whole in parts:
        owners.setdefault(part.hex, []).append(whole.hex)
    rows = Coding.objects.current().filter(theme__in=list(owners))
    places = {each.pk.hex: Places() for each in themes}
    for theme, place, text_hash, _told in _walk(codebook, rows, "theme_id"):
        for owner in owners[theme]:
            places[owner].add(place, text_hash)
    _tell_codings(places.values(), rows)
    return {each: places[each.pk.hex] for each in themes}


def _walk(codebook, rows, owner_field, told=()):
    """Yield (owner, place, text hash, told) of readable places, the most central first."""
    # Asked for once and kept: inside each query of places, permissions would be looked up anew,
    # and that is most of the work (windows over 20,000 rows in SQLite take thrice as long).
    readable = readable_answers(codebook).filter(pk__in=rows.order_by().values("answer_id"))
    known = dict(readable.values_list(plain("pk"), "text_hash").iterator())
    rows = rows.order_by("-score", "answer_id", "start", "end")
    fields = (plain(owner_field), plain("answer_id"), "start", "end", *told)
    for owner, *row in rows.values_list(*fields).iterator():
        place = tuple(row[:3])
        if place[0] in known:
            yield owner, place, known[place[0]], row[3:] or UNTOLD


def _tell_codings(every, rows):
    """Say of themes' places what accepted suggestions say of them; the rest is read anew."""
    accepted = SuggestionMember.objects.filter(
        suggestion__state=Suggestion.State.ACCEPTED, answer__in=rows.order_by().values("answer_id")
    ).exclude(stance="")
    found = accepted.values_list(plain("answer_id"), "start", "end", *TOLD)
    known = {tuple(row[:3]): row[3:] for row in found.iterator()}
    unread = {place for each in every for place in each.every} - known.keys()
    texts = texts_by_hex({place[0] for place in unread})
    for pk, start, end in unread:
        words = texts.get(pk, "")[start:end]
        known[pk, start, end] = (stance_of(words).value, is_story(words), None, None)
    for each in every:
        for place in each.every:
            each.tell(place, known[place])


def texts_by_hex(answers: set) -> dict:
    """Return {answer id in hexadecimal: its words} of those that may be read."""
    texts: dict = {}
    for part in few_at_a_time(sorted(answers)):
        rows = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk__in=part)
        texts |= {pk.hex: words for pk, words in rows.values_list("pk", "text")}
    return texts


def plain(name):
    """Return an id as the database's own text: making UUIDs of all is most of the time."""
    return Replace(Cast(name, CharField()), Value("-"))
