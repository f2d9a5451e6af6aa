"""Builds the cards of the review pages; the words of answers come through the one door.

Reading is recorded before anything is shown: when the record cannot be written, nothing is shown.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from insights.actions.tallies import tallies_of
from insights.models import Codebook, Suggestion, Theme
from insights.places import readable_answers
from insights.splits import is_divided, parts_of
from insights.trust import trust_of
from people.actions.audit import record_access
from surveys.intake import comparison_key_of
from surveys.models import Answer, Purpose


__all__ = ["cards_of", "readable_answers", "texts_of", "title_of_suggestion"]

SHOWN = 3  # answers of the centre, and of the edge


@transaction.atomic
def cards_of(*, codebook: Codebook, themes: list, suggestions: list, by) -> dict:
    """Return {theme or suggestion: card}, without actions.

    The number of queries is fixed, and the work does not grow with the answers: figures are kept,
    and of answers only those are read that may be shown.
    """
    tallies = tallies_of(codebook=codebook, themes=themes, suggestions=suggestions)
    wanted = {place[0] for each in tallies.values() for place in (*each.central, *each.edge)}
    wanted |= {each.clause[0] for each in tallies.values() if each.clause}
    found = texts_of(codebook=codebook, answers=wanted, view="codebook", by=by)
    texts = {pk.hex: words for pk, words in found.items()}
    cards = {each: _card(each, tallies[each], texts) for each in (*themes, *suggestions)}
    for theme in themes:
        origins = sorted(theme.origins.all(), key=lambda each: -each.stability)  # fetched with them
        if origins:
            cards[theme] |= _of_origin(origins[0], cards)
        if theme.changed_since_review:
            cards[theme]["trust"].append(_("Answers have changed since it was looked at"))
    for suggestion in suggestions:
        cards[suggestion] |= _of_origin(suggestion, cards)
    return cards


def title_of_suggestion(suggestion: Suggestion, cards: dict) -> str:
    """Return what the board calls a suggestion: the theme it became, else its card, else its label.

    Without quotation marks, which the words around it bring. "" where it has no name, and nothing
    on the board shows which one it is.
    """
    theme = suggestion.theme
    if theme and theme.status == Theme.Status.ACTIVE:
        return theme.name
    if suggestion in cards:
        return cards[suggestion]["title"].strip("“”")  # a quote, where nothing names it well
    return suggestion.label if suggestion.is_named else ""


def _of_origin(suggestion, cards) -> dict:
    """Return what the machine measured of a suggestion, and which other one is most like it."""
    other = suggestion.nearest
    nearest = title_of_suggestion(other, cards) if other else ""
    return {
        "trust": trust_of(suggestion, nearest),
        "phrases": suggestion.keywords,
        "nearest": nearest,
        "nearest_is_rejected": bool(other and other.state == Suggestion.State.REJECTED),
    }


def texts_of(*, codebook: Codebook, answers: set, view: str, by) -> dict:
    """Return {answer id: its words} of those that may be read, and record the reading."""
    with transaction.atomic():
        allowed = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk__in=answers)
        texts = dict(allowed.values_list("pk", "text"))
        if texts:
            record_access(
                purpose=Purpose.ANALYSIS,
                survey_id=codebook.survey_id,
                view=view,
                count=len(texts),
                by=by,
            )
    return texts


def _card(each, tally, texts) -> dict:
    description = getattr(each, "definition", "")
    said: set = set()
    if not description:
        description = _described(tally, texts, said)
    card = {
        "id": each.pk,
        "description": description,
        "people": tally.people,
        "different": tally.different,
        "split": parts_of(tally.split) if tally.people else [],
        "is_divided": is_divided(tally.split),
        "stories": tally.stories,
        "central": _quotes(tally.central, texts, said),
        "edge": _quotes(tally.edge, texts, said),
    }
    if isinstance(each, Suggestion):
        card |= _of_suggestion(each)
        if description and not each.is_named:  # one person's clause says more than a number
            why = _(
                "No words that two people use name it well, so it has no name yet. See why it is a "
                "theme, then name what its answers say."
            )
            card |= {"title": description, "description": why}
        return card
    return card | _of_theme(each)


def _quotes(places, texts, said) -> list[dict]:
    """Return words to show, no two alike and none that is in `said`, which learns them."""
    quotes: list[dict] = []
    for pk, start, end, is_story in places:
        words = texts.get(pk, "")[start:end]
        key = comparison_key_of(words)
        if key and key not in said and len(quotes) < SHOWN:
            said.add(key)
            quotes.append({"text": words, "note": _("A story") if is_story else ""})
    return quotes


def _described(tally, texts, said) -> str:
    """Return one person's clause as a quotation, else the most central answer there is."""
    pk, start, end = tally.clause or ("", 0, 0)
    words = " ".join(texts.get(pk, "")[start:end].split())
    if words:
        said.add(comparison_key_of(words))
    else:
        first = _quotes(tally.central, texts, said)[:1]
        said &= {comparison_key_of(each["text"]) for each in first}
        words = first[0]["text"] if first else ""
    return _("“%(words)s”") % {"words": words} if words else ""


def _of_suggestion(suggestion) -> dict:
    return {
        "id": f"s{suggestion.pk}",
        "title": suggestion.label,
        "tag": _("Suggested"),
        "tag_kind": "waiting",
        "is_open": True,
    }


def _of_theme(theme) -> dict:
    return {
        "title": theme.name,
        "tag": "",
        "is_approved": theme.approved_at is not None,
        "trust": [],
        "include_when": theme.include_when,
        "exclude_when": theme.exclude_when,
        "is_part": bool(theme.parent and theme.parent.status == Theme.Status.ACTIVE),
    }
