"""What the machine had found in answers, whatever people decided about it since."""

from collections.abc import Collection

from insights.models import Codebook, Coding, Decision


# In these steps a coding comes to another theme by a person's hand.
MOVING = (Decision.Kind.MOVE, Decision.Kind.SPLIT)


def found_by_machine(codebook: Codebook, answers: Collection) -> dict:
    """Return {answer id: ids of the themes the machine put it in}.

    A coding of the machine keeps its score when a person decides about it, and was a finding of
    the machine even when the person rejected it. One that a person moved counts where it came
    from. In a theme that was merged into another it counts in the theme that stayed.
    """
    moved_from = _first_themes(codebook)
    rows = Coding.objects.filter(theme__codebook=codebook)
    found: dict = {}
    for pk, answer, theme, source, score in rows.values_list(
        "pk", "answer_id", "theme_id", "source", "score"
    ).iterator():
        if answer in answers and (source == Coding.Source.MACHINE or score > 0):
            found.setdefault(answer, set()).add(moved_from.get(str(pk), str(theme)))
    return found


def _first_themes(codebook) -> dict[str, str]:
    """Return where each coding that was moved stood before its first move."""
    steps = codebook.decisions.filter(kind__in=MOVING).order_by("-sequence")
    return {
        key: state["theme_id"]
        for before in steps.values_list("before", flat=True)
        for key, state in before["codings"].items()
        if state
    }
