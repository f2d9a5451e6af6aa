"""What readers of a sample disagree on, side by side, and who may see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from insights.chunks import few_at_a_time
from insights.models import AuditReading
from insights.quality.blind import blind_items
from insights.quality.readings import Item
from insights.quality.samples import State
from surveys.models import Answer, Purpose


@dataclass(frozen=True)
class Alike:
    """Disagreements about answers of the same words: all open, or all settled."""

    items: tuple[Item, ...]
    settled_as: tuple[frozenset[str], ...] = ()  # of others with these words, while these are open

    @property
    def first(self) -> Item:
        return self.items[0]


def alike(disputes: list[Item]) -> list[Alike]:
    """Put together what is about the same words, in the order of the first of each.

    Words are the same but for case, spaces and signs: by the hash that answers hold.
    """
    words = _words_of([item.answer for item in disputes])
    groups: dict[tuple, list[Item]] = {}
    for item in disputes:
        groups.setdefault((words.get(item.answer, item.id), item.is_settled), []).append(item)
    return [
        Alike(tuple(items), () if is_settled else _settled_as(groups.get((key, True), ())))
        for (key, is_settled), items in groups.items()
    ]


def _words_of(answers: list[str]) -> dict[str, str]:
    allowed = Answer.objects.for_purpose(Purpose.ANALYSIS)
    found: dict[str, str] = {}
    for part in few_at_a_time(answers):
        rows = allowed.filter(pk__in=part).values_list("pk", "text_hash")
        found |= {str(pk): text_hash for pk, text_hash in rows if text_hash}
    return found


def _settled_as(items) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(item.truth.yes for item in items))


def dispute_tables(state: State, group: Alike) -> list[dict]:
    """Return what readers say of these words: each way of reading them once, with how many."""
    tables: list[dict] = []
    for item in group.items:
        table = dispute_table(state, item)
        same = next((each for each in tables if each["rows"] == table["rows"]), None)
        if same:
            same["answers"] += 1
        else:
            tables.append({**table, "answers": 1})
    return tables


def settled_in_words(state: State, group: Alike) -> list[str]:
    """Return, for each way these words were settled before, the themes that held."""
    names = {str(theme.pk): theme.name for theme in state.themes}
    return [
        ", ".join(names[key] for key in names if key in settled) or _("no theme")
        for settled in group.settled_as
    ]


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
