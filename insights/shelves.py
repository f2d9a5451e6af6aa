"""Answers that stand beside the themes, for people to read; counted as permissions stand now."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from insights.engine.duplicates import PREPARED_FROM, is_prepared
from insights.engine.types import FEW
from insights.models import ShelvedAnswer
from insights.places import readable_answers


Shelf = ShelvedAnswer.Shelf
ASIDE = (Shelf.NOTHING, Shelf.NO_ANSWER, Shelf.BLANK, Shelf.UNREADABLE)
SHELVES = {
    "lone": (Shelf.LONE,),
    "ungrouped": (Shelf.UNGROUPED,),
    "stories": (Shelf.STORY,),
    "aside": ASIDE,
    "repeated": (Shelf.REPEATED,),
}


def title_of_shelf(name: str) -> str:
    return _("Set aside") if name == "aside" else str(SHELVES[name][0].label)


def explanation_of(name: str) -> str:
    return {
        "lone": _(
            "What only one person said, far from what all others said. The loneliest comes first. "
            "Read them: something rare and serious looks like this."
        ),
        "ungrouped": _("The machine found no theme for these. They count, and want a reader."),
        "stories": _(
            "Answers in a theme that tell what happened. Simple rules found them, in English only. "
            "One story can say more than a count."
        ),
        "aside": _(
            "Answers with nothing to sort. “There is nothing” is an answer of its own, so it is "
            "counted apart from those who gave none."
        ),
        "repeated": _(
            "Texts that two or more people sent, the same or nearly so. Each person counts. What "
            "someone added in their own words is in the themes by itself."
        ),
    }[name]


def count_shelves(run, codebook) -> dict[str, int]:
    """Return how many answers that may be read now are on each shelf of a run."""
    rows = run.shelved.filter(answer__in=readable_answers(codebook)).order_by()
    return dict(rows.values_list("shelf").annotate(n=Count("pk")))


def shelved(run, name: str, codebook):
    """Return the rows of a shelf whose answers may be read now, in the shelf's order."""
    rows = run.shelved.filter(shelf__in=SHELVES[name], answer__in=readable_answers(codebook))
    return rows.order_by("place")


def groups_of(run, codebook) -> list[dict]:
    """Return each repeated text: people, different wordings, and an answer with the commonest.

    Letters that a campaign prepared come first. A text that only one person still stands behind is
    no repeated text.
    """
    readable = readable_answers(codebook)
    hashes = dict(readable.values_list("pk", "text_hash"))
    groups: dict[int, list] = {}
    rows = run.shelved.filter(shelf=Shelf.REPEATED).order_by("place")
    for group, answer in rows.values_list("group", "answer_id"):
        if answer in hashes:
            groups.setdefault(group, []).append(answer)
    found = []
    for answers in groups.values():
        wordings = Counter(hashes[answer] for answer in answers)
        commonest = wordings.most_common(1)[0][0]
        lead = next(answer for answer in answers if hashes[answer] == commonest)
        found.append({"answer": lead, "people": len(answers), "different": len(wordings)})
    found = [each for each in found if each["people"] > 1]
    leads = [each["answer"] for each in found if each["people"] >= PREPARED_FROM]
    texts = dict(readable.filter(pk__in=leads).values_list("pk", "text"))
    for each in found:
        each["is_campaign"] = is_prepared(texts.get(each["answer"], ""), each["people"])
    return sorted(found, key=lambda each: (not each["is_campaign"], -each["people"]))


def is_reading_order(run) -> bool:
    """Tell whether so few answers can be sorted that themes are an order to read them in."""
    counts = run.metrics
    return bool(counts) and counts["answers"] - sum(counts["set_aside"].values()) < FEW
