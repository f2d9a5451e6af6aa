"""Builds the cards of the review pages; the words of answers come through the one door.

Reading is recorded before anything is shown: when the record cannot be written, nothing is shown.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext as _

from insights.engine.stance import is_story, stance_of
from insights.models import Codebook, Coding, Suggestion, SuggestionMember, Theme
from insights.splits import parts_of, split_of_people
from insights.trust import trust_of
from people.actions.audit import record_access
from surveys.intake import comparison_key_of
from surveys.models import Answer, Purpose


TOLD = ("stance", "is_story", "clause_start", "clause_end")
UNTOLD = ("", False, None, None)
CENTRAL = 2
SPARE = 3


@dataclass
class Places:
    """Where the answers of one theme or suggestion are, the most central first."""

    people: set = field(default_factory=set)
    texts: dict = field(default_factory=dict)  # text hash -> its most central place
    said: dict = field(default_factory=dict)  # person -> what they say of how help went
    stories: set = field(default_factory=set)
    clause: tuple = ()
    every: list = field(default_factory=list)

    def add(self, place, text_hash):
        self.people.add(place[0])  # a person answers a question once
        self.texts.setdefault(text_hash, place)

    def tell(self, place, told):
        stance, is_a_story, start, end = told
        if stance:
            self.said.setdefault(place[0], set()).add(stance)
        if is_a_story:
            self.stories.add(place)
        if start is not None:
            self.clause = (place[0], start, end)

    def candidates(self, central: int) -> list:
        """Return central places and some at the edge: more than are shown, as some say the same."""
        ranked = list(self.texts.values())
        return ranked[: central * SPARE] + ranked[central * SPARE :][-SPARE:]


@transaction.atomic
def cards_of(*, codebook: Codebook, themes: list, suggestions: list, by) -> dict:
    """Return {theme or suggestion: card}, without actions; the number of queries is fixed."""
    known = _allowed(codebook)
    places = _places_of(themes, Coding.objects.current().filter(theme__in=themes), "theme", known)
    _tell_codings(places, codebook)
    found = SuggestionMember.objects.filter(suggestion__in=suggestions)
    places |= _places_of(suggestions, found, "suggestion", known, TOLD)
    shown = {each: places[each].candidates(_central(each)) for each in (*themes, *suggestions)}
    wanted = {place[0] for chosen in shown.values() for place in chosen}
    wanted |= {each.clause[0] for each in places.values() if each.clause}
    texts = {pk.hex: words for pk, words in _texts(wanted).items()}
    if texts:
        record_access(
            purpose=Purpose.ANALYSIS,
            survey_id=codebook.survey_id,
            view="codebook",
            count=len(texts),
            by=by,
        )
    return {
        each: _card(each, places[each], _quotes(shown[each], texts, _central(each)), texts)
        for each in shown
    }


def texts_of(*, codebook: Codebook, answers: set, view: str, by) -> dict:
    """Return {answer id: its words} of those that may be read, and record the reading."""
    with transaction.atomic():
        texts = _texts(answers)
        if texts:
            record_access(
                purpose=Purpose.ANALYSIS,
                survey_id=codebook.survey_id,
                view=view,
                count=len(texts),
                by=by,
            )
    return texts


def readable_answers(codebook: Codebook):
    """Return the answers of this question that may be read now."""
    return Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=codebook.question_id)


def _allowed(codebook):
    # Asked for once and kept: inside each query of places, permissions would be looked up anew,
    # and that is most of the work (windows over 20,000 rows in SQLite take thrice as long).
    rows = readable_answers(codebook).values_list(_plain("pk"), "text_hash")
    return dict(rows.iterator())


def _places_of(owners, rows, owner_field, known, told=()) -> dict:
    places = {each.pk.hex: Places() for each in owners}
    rows = rows.order_by("-score", "answer_id", "start")
    fields = (_plain(f"{owner_field}_id"), _plain("answer_id"), "start", "end", *told)
    for owner, *row in rows.values_list(*fields).iterator():
        place = tuple(row[:3])
        if place[0] in known:
            places[owner].add(place, known[place[0]])
            places[owner].tell(place, row[3:] or UNTOLD)
            places[owner].every.append(place)
    return {each: places[each.pk.hex] for each in owners}


def _tell_codings(places, codebook):
    """Say of themes' places what accepted suggestions say of them; the rest is read anew."""
    accepted = SuggestionMember.objects.filter(
        suggestion__run__codebook=codebook, suggestion__state=Suggestion.State.ACCEPTED
    ).exclude(stance="")
    rows = accepted.values_list(_plain("answer_id"), "start", "end", *TOLD)
    known = {tuple(row[:3]): row[3:] for row in rows.iterator()} if places else {}
    every = {place for each in places.values() for place in each.every}
    unread = {place[0] for place in every - known.keys()}
    texts = {pk.hex: words for pk, words in _texts(unread).items()} if unread else {}
    for pk, start, end in every - known.keys():
        words = texts.get(pk, "")[start:end]
        known[pk, start, end] = (stance_of(words).value, is_story(words), None, None)
    for each in places.values():
        for place in each.every:
            each.tell(place, known[place])


def _plain(name):
    """Return an id as the database's own text: making UUIDs of all is most of the time."""
    return Replace(Cast(name, CharField()), Value("-"))


def _texts(answers) -> dict:
    allowed = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk__in=answers)
    return dict(allowed.values_list("pk", "text"))


def _quotes(candidates, texts, central) -> list:
    """Return the places at the centre, then those at the edge; no two of them say the same."""
    said: dict = {}
    for place in candidates:
        pk, start, end = place
        if pk in texts:
            words = texts[pk][start:end]
            said.setdefault(comparison_key_of(words), (place, words))
    ranked = list(said.values())
    return ranked[:central] + ranked[central:][-1:]


def _central(each) -> int:
    """A theme nobody has described may be described by its most central answer."""
    return CENTRAL if getattr(each, "definition", "") else CENTRAL + 1


def _card(each, places, quotes, texts) -> dict:
    definition = getattr(each, "definition", "")
    if not definition:
        definition, quotes = _described(places, quotes, texts)
    card = {
        "id": each.pk,
        "description": definition,
        "people": len(places.people),
        "different": len(places.texts),
        "split": parts_of(split_of_people(places.said.values())),
        "stories": len({place[0] for place in places.stories}),
        "quotes": [
            {"text": words, "note": _note(number, place in places.stories)}
            for number, (place, words) in enumerate(quotes)
        ],
    }
    return card | (_of_suggestion(each) if isinstance(each, Suggestion) else _of_theme(each))


def _described(places, quotes, texts):
    """Return one person's clause as a quotation, and the quotes left to show beside it."""
    pk, start, end = places.clause or ("", 0, 0)
    words = " ".join(texts.get(pk, "")[start:end].split())
    if words:
        rest = [
            quote for quote in quotes if comparison_key_of(quote[1]) != comparison_key_of(words)
        ]
        central = rest[: len(rest) - 1] if len(rest) > CENTRAL + 1 else rest
        quotes = central[:CENTRAL] + rest[len(central[:CENTRAL]) :][-1:]
    elif quotes:
        words, quotes = quotes[0][1], quotes[1:]
    return (_("“%(words)s”") % {"words": words} if words else ""), quotes


def _note(number, is_a_story):
    place = _("At the edge") if number >= CENTRAL else _("At the centre")
    return _("%(place)s · a story") % {"place": place} if is_a_story else place


def _of_suggestion(suggestion) -> dict:
    tag = _("Suggested")
    if suggestion.parent:
        tag = _("Suggested, part of “%(name)s”") % {"name": suggestion.parent.label}
    return {
        "id": f"s{suggestion.pk}",
        "title": suggestion.label,
        "tag": tag,
        "tag_kind": "waiting",
        "trust": trust_of(suggestion),
    }


def _of_theme(theme) -> dict:
    origins = theme.origins.all()  # fetched with the themes
    trust = trust_of(max(origins, key=lambda each: each.stability)) if origins else []
    if theme.changed_since_review:
        trust.append(_("Answers have changed since it was looked at"))
    whole = theme.parent
    tag = ""
    if whole and whole.status == Theme.Status.ACTIVE:
        tag = _("Part of “%(name)s”") % {"name": whole.name}
    return {"title": theme.name, "tag": tag, "tag_kind": "", "trust": trust}
