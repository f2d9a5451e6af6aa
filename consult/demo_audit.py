"""Two sample people who read the same answers blind, and what they make of where they differ.

Both go by the words of samples/findings.json. The colleague draws some lines elsewhere, as two
people do: that is what the figures of agreement and the page to settle on are for.
"""

from collections.abc import Mapping

from insights.actions.quality import commit_reading, draw_sample
from insights.actions.quality_settling import settle_item
from insights.models import AuditItem, AuditReading, AuditSample, Codebook, Theme
from insights.quality.blind import blind_items
from insights.quality.samples import state_of


SEED = 1
LEFT = 6  # answers that the colleague has not read yet, to go on with by hand


def read_blind(codebook: Codebook, *, entries, themes, texts, reviewer, colleague) -> AuditSample:
    """Draw a sample before anybody sorts, and let both people read it without seeing the other."""
    sample = draw_sample(codebook=codebook, seed=SEED, by=reviewer)
    firm = {each["name"]: each["words"] for each in entries if each["name"] in themes}
    others = {each["name"]: _others_words(each) for each in entries if each["name"] in themes}
    for reader, words, left in ((reviewer, firm, 0), (colleague, others, LEFT)):
        items = list(blind_items(sample, reader).order_by("place"))
        for item in items[: len(items) - left]:
            _keep(item, texts[item.answer_id], words, themes, reader)
    return sample


def settle_half(sample: AuditSample, *, entries, by) -> int:
    """Settle every second disagreement, now as one saw it and now as the other; return how many."""
    state = state_of(sample)
    known: Mapping[str, Theme] = {str(theme.pk): theme for theme in state.themes}
    notes = {each["name"]: each["debate"]["note"] for each in entries if "debate" in each}
    disputes = state.open_disputes()[::2]
    for number, item in enumerate(disputes):
        chosen = item.readings[number % 2].yes
        debated = (known[theme].name for theme in item.disputed(state.theme_ids))
        settle_item(
            item=AuditItem.objects.get(pk=item.id),
            themes=[known[theme] for theme in sorted(chosen)],
            note=next((notes[name] for name in debated if name in notes), ""),
            by=by,
        )
    return len(disputes)


def _others_words(entry) -> list[str]:
    debate = entry.get("debate", {"leaves_out": [], "adds": []})
    return [word for word in entry["words"] if word not in debate["leaves_out"]] + debate["adds"]


def _keep(item, text, words, themes, reader):
    fitting = [themes[name] for name, own in words.items() if any(each in text for each in own)]
    outcome = AuditReading.Outcome.THEMES if fitting else AuditReading.Outcome.NONE
    commit_reading(item=item, outcome=outcome, themes=fitting, by=reader)
