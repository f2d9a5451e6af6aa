"""Two sample people who read the same answers blind, and what they make of where they differ.

Both go by the words of samples/findings.json. The colleague draws some lines elsewhere, as two
people do: that is what the figures of agreement and the page to settle on are for.
"""

from collections.abc import Mapping
from itertools import islice

from insights.actions.quality import commit_reading, draw_sample
from insights.actions.quality_settling import settle_item
from insights.cards import readable_answers
from insights.models import AuditItem, AuditReading, AuditSample, Codebook, Coding, Theme
from insights.quality.blind import blind_items
from insights.quality.readings import Families
from insights.quality.samples import state_of, strata_of
from insights.statistics.sampling import stratified_sample


LEFT = 6  # answers that the colleague has not read yet, to go on with by hand
# On so many at least the two differ: half of them are settled, and half are there to try.
DIFFERENT, DRAWS = 6, 500


def read_blind(codebook: Codebook, *, entries, themes, texts, reviewer, colleague) -> AuditSample:
    """Draw a sample before anybody sorts, and let both people read it without seeing the other."""
    used = [each for each in entries if each["name"] in themes]
    words = {
        reviewer: {each["name"]: each["words"] for each in used},
        colleague: {each["name"]: _others_words(each) for each in used},
    }
    said = {
        person: {pk: [themes[name] for name in _fitting(text, own)] for pk, text in texts.items()}
        for person, own in words.items()
    }
    differing = _differing(codebook, *said.values(), reviewer)
    sample = draw_sample(codebook=codebook, seed=_telling_seed(codebook, differing), by=reviewer)
    for reader, left in ((reviewer, 0), (colleague, LEFT)):
        items = list(blind_items(sample, reader).order_by("place"))
        for item in items[: len(items) - left]:
            _keep(item, said[reader][item.answer_id], reader)
    return sample


def _differing(codebook, first, second, reviewer) -> set:
    """Return the answers that both can read blind, and on which they will differ."""
    parents = codebook.themes.active().values_list("pk", "parent_id")
    families = Families({str(pk): str(parent) for pk, parent in parents})
    # What the reviewer made a theme from is read by the colleague only.
    made = Coding.objects.filter(theme__codebook=codebook, by=reviewer)
    both = first.keys() - set(made.values_list("answer_id", flat=True))
    return {
        pk
        for pk in both
        if families.closed(str(each.pk) for each in first[pk])
        != families.closed(str(each.pk) for each in second[pk])
    }


def _telling_seed(codebook, differing) -> int:
    """Return the first seed that draws enough answers on which the two differ, the last for none.

    No seed does so each time: answers have other ids in every demo, so it draws others.
    """
    strata = list(strata_of(readable_answers(codebook).substantive()).items())
    for seed in range(1, DRAWS):
        drawn = stratified_sample(strata, seed=seed)
        if len(differing.intersection(islice(drawn, len(drawn) - LEFT))) >= DIFFERENT:
            return seed
    return DRAWS


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


def _fitting(text, words) -> list[str]:
    return [name for name, own in words.items() if any(each in text for each in own)]


def _keep(item, fitting, reader):
    outcome = AuditReading.Outcome.THEMES if fitting else AuditReading.Outcome.NONE
    commit_reading(item=item, outcome=outcome, themes=fitting, by=reader)
