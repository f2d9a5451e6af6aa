"""What readers of a sample disagree on, side by side, and who may see it."""

from django.utils.translation import gettext as _

from insights.models import AuditReading
from insights.quality.blind import blind_items
from insights.quality.readings import Item
from insights.quality.samples import State


def shown_disputes(state: State, person) -> list[Item]:
    """Return the disagreements that a person may see, the open ones first.

    Who has answers left to read blind sees those alone that they have read.
    """
    disputes = state.disputes()
    kept = AuditReading.objects.filter(item__sample=state.sample, reader=person)
    read = {str(pk) for pk in kept.values_list("item_id", flat=True)}
    left = blind_items(state.sample, person).exclude(readings__reader=person).exists()
    if left:
        disputes = [item for item in disputes if item.id in read]
    return sorted(disputes, key=lambda item: item.is_settled)


def dispute_table(state: State, item: Item) -> dict:
    """Return {headings, rows}: each theme that anybody saw, and what each reader says of it."""
    names = [_reader(item, place) for place in range(len(item.readings))]
    headings = [_("Theme"), *names, _("Machine")] + ([_("Settled")] if item.is_settled else [])
    said = [*item.readings, item.machine] + ([item.truth] if item.is_settled else [])
    disputed = set(item.disputed(state.theme_ids))
    rows = []
    for theme in state.themes:
        answers = [read.says(str(theme.pk)) for read in said]
        if any(answers):
            is_disputed = str(theme.pk) in disputed
            name = _("%(theme)s (they differ)") % {"theme": theme.name}
            rows.append([name if is_disputed else theme.name, *map(_word, answers)])
    return {"headings": [{"text": text} for text in headings], "rows": rows}


def meanings_of(state: State, item: Item) -> list[dict]:
    """Return what the themes that readers differ on are about, where somebody has said so."""
    disputed = set(item.disputed(state.theme_ids))
    return [
        {"key": theme.name, "value": theme.definition}
        for theme in state.themes
        if str(theme.pk) in disputed and theme.definition.strip()
    ]


def agreed_themes(state: State, item: Item) -> list[str]:
    """Return the themes that every reader put the answer in: the parts, not what they are part of.

    The form to settle starts with them, so that nobody takes out what nobody disputes.
    """
    agreed = [
        theme
        for theme in state.theme_ids
        if all(read.says(theme) is True for read in item.readings)
    ]
    wholes = {state.families.parents[theme] for theme in agreed}
    return [theme for theme in agreed if theme not in wholes]


def _reader(item, place) -> str:
    if item.has_first and place == 0:
        return _("Sorted first")
    number = place if item.has_first else place + 1
    return _("Blind reader %(number)s") % {"number": number}


def _word(said) -> str:
    if said is None:
        return _("Not decided")
    return _("Yes") if said else _("No")
