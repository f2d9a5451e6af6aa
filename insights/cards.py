"""Builds the cards of the review pages; the words of answers come through the one door.

Reading is recorded before anything is shown: when the record cannot be written, nothing is shown.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Replace
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.models import Codebook, Coding, Suggestion, SuggestionMember, Theme
from people.actions.audit import record_access
from surveys.intake import comparison_key_of
from surveys.models import Answer, Purpose


STRONG, FAIR = 0.75, 0.5
CENTRAL = 2
SPARE = 3


@dataclass
class Places:
    """Where the answers of one theme or suggestion are, the most central first."""

    people: set = field(default_factory=set)
    texts: dict = field(default_factory=dict)  # text hash -> its most central place

    def add(self, place, text_hash):
        self.people.add(place[0])  # a person answers a question once
        self.texts.setdefault(text_hash, place)

    def candidates(self, central: int) -> list:
        """Return central places and some at the edge: more than are shown, as some say the same."""
        ranked = list(self.texts.values())
        return ranked[: central * SPARE] + ranked[central * SPARE :][-SPARE:]


@transaction.atomic
def cards_of(*, codebook: Codebook, themes: list, suggestions: list, by) -> dict:
    """Return {theme or suggestion: card}, without actions; the number of queries is fixed."""
    known = _allowed(codebook)
    places = _places_of(themes, Coding.objects.current().filter(theme__in=themes), "theme", known)
    found = SuggestionMember.objects.filter(suggestion__in=suggestions)
    places |= _places_of(suggestions, found, "suggestion", known)
    shown = {each: places[each].candidates(_central(each)) for each in (*themes, *suggestions)}
    wanted = {place[0] for chosen in shown.values() for place in chosen}
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
        each: _card(each, places[each], _quotes(shown[each], texts, _central(each)))
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


def trust_of(stability: float) -> str:
    """Return how steady a suggestion is, in a word and with the figure."""
    figure = number_format(stability, 2)
    if stability >= STRONG:
        return _("Strong: %(figure)s of 1") % {"figure": figure}
    if stability >= FAIR:
        return _("Fair: %(figure)s of 1") % {"figure": figure}
    return _("Weak: %(figure)s of 1") % {"figure": figure}


def _allowed(codebook):
    # Asked for once and kept: inside each query of places, permissions would be looked up anew,
    # and that is most of the work (windows over 20,000 rows in SQLite take thrice as long).
    rows = readable_answers(codebook).values_list(_plain("pk"), "text_hash")
    return dict(rows.iterator())


def _places_of(owners, rows, owner_field, known) -> dict:
    places = {each.pk.hex: Places() for each in owners}
    rows = rows.order_by("-score", "answer_id", "start")
    fields = (_plain(f"{owner_field}_id"), _plain("answer_id"), "start", "end")
    for owner, *place in rows.values_list(*fields).iterator():
        if place[0] in known:
            places[owner].add(place, known[place[0]])
    return {each: places[each.pk.hex] for each in owners}


def _plain(name):
    """Return an id as the database's own text: making UUIDs of all is most of the time."""
    return Replace(Cast(name, CharField()), Value("-"))


def _texts(answers) -> dict:
    allowed = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk__in=answers)
    return dict(allowed.values_list("pk", "text"))


def _quotes(candidates, texts, central) -> list:
    """Return the words at the centre, then those at the edge; no two of them say the same."""
    said: dict = {}
    for pk, start, end in candidates:
        if pk in texts:
            words = texts[pk][start:end]
            said.setdefault(comparison_key_of(words), words)
    ranked = list(said.values())
    return ranked[:central] + ranked[central:][-1:]


def _central(each) -> int:
    """A theme nobody has described is described by its most central answer."""
    return CENTRAL if getattr(each, "definition", "") else CENTRAL + 1


def _card(each, places, quotes) -> dict:
    definition = getattr(each, "definition", "")
    if not definition and quotes:
        definition, quotes = _("“%(words)s”") % {"words": quotes[0]}, quotes[1:]
    card = {
        "id": each.pk,
        "description": definition,
        "people": len(places.people),
        "different": len(places.texts),
        "quotes": [
            {
                "text": words,
                "note": _("At the edge") if number >= CENTRAL else _("At the centre"),
            }
            for number, words in enumerate(quotes)
        ],
    }
    return card | (_of_suggestion(each) if isinstance(each, Suggestion) else _of_theme(each))


def _of_suggestion(suggestion) -> dict:
    tag = _("Suggested")
    if suggestion.parent:
        tag = _("Suggested, part of “%(name)s”") % {"name": suggestion.parent.label}
    return {
        "id": f"s{suggestion.pk}",
        "title": suggestion.label,
        "tag": tag,
        "tag_kind": "waiting",
        "trust": [trust_of(suggestion.stability)],
    }


def _of_theme(theme) -> dict:
    origins = theme.origins.all()  # fetched with the themes
    trust = [trust_of(max(each.stability for each in origins))] if origins else []
    if theme.changed_since_review:
        trust.append(_("Answers have changed since it was looked at"))
    whole = theme.parent
    tag = ""
    if whole and whole.status == Theme.Status.ACTIVE:
        tag = _("Part of “%(name)s”") % {"name": whole.name}
    return {"title": theme.name, "tag": tag, "tag_kind": "", "trust": trust}


def left_over(run) -> list[str]:
    """Return how many answers the run put in no theme, in words."""
    if run is None:
        return []
    ungrouped = run.metrics.get("ungrouped", 0)
    aside = sum(_counts(run.metrics.get("set_aside", {})))
    return [
        ngettext(
            "%(n)s answer is not grouped yet.", "%(n)s answers are not grouped yet.", ungrouped
        )
        % {"n": number_format(ungrouped)},
        ngettext(
            "%(n)s answer was set aside: blank, or nothing to sort.",
            "%(n)s answers were set aside: blank, or nothing to sort.",
            aside,
        )
        % {"n": number_format(aside)},
    ]


def _counts(set_aside) -> list[int]:
    return list(set_aside.values()) if isinstance(set_aside, dict) else [set_aside]
