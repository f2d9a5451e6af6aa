"""What the machine had found in answers, whatever people decided about it since."""

from collections.abc import Collection

from insights.models import Codebook, Coding, Decision


def found_by_machine(codebook: Codebook, answers: Collection) -> dict:
    """Return {answer id: ids of the themes the machine put it in}.

    A finding that a person confirmed, rejected or moved is one of the machine's still, and counts
    where the machine had put it. In a theme that was merged into another, or is out of use, there
    is nothing left to compare: it counts where it stands now.
    """
    decided = _before_people(codebook)
    in_use = {str(pk) for pk in codebook.themes.active().values_list("pk", flat=True)}
    rows = Coding.objects.filter(theme__codebook=codebook)
    found: dict = {}
    for pk, answer, theme, source in rows.values_list(
        "pk", "answer_id", "theme_id", "source"
    ).iterator():
        before = decided.get(str(pk))
        if answer in answers and (source == Coding.Source.MACHINE or before):
            found.setdefault(answer, set()).add(before if before in in_use else str(theme))
    return found


def _before_people(codebook) -> dict[str, str]:
    """Return {coding: theme} of the machine's codings before a person first touched them.

    A coding does not say who made it once a person has decided about it: the decisions do.
    """
    steps = codebook.decisions.exclude(kind__in=(Decision.Kind.ACCEPT, Decision.Kind.UNDO))
    return {
        key: state["theme_id"]
        for before in steps.order_by("-sequence").values_list("before", flat=True).iterator()
        for key, state in before.get("codings", {}).items()
        if state and state["source"] == Coding.Source.MACHINE
    }
