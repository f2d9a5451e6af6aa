"""The rows of the sheet Agreement: the newest sample of a question that somebody has read."""

from insights.models import AuditSample
from insights.quality.figures import figures_of
from insights.quality.presenting import (
    agreement_verdict,
    is_by_hand,
    is_enough_for_agreement,
    machine_verdict,
)
from insights.quality.samples import State, state_of
from insights.statistics.agreement import reliance
from surveys.models import Question


def agreement_rows(question: Question, *, using: str = "default") -> list[dict]:
    """Return one row a theme; none where no sample of the question was read."""
    state = newest_read(question, using=using)
    if state is None:
        return []
    figures = figures_of(state.items, state.theme_ids, seed=state.sample.seed)["themes"]
    return [_row(theme, figures[str(theme.pk)]) for theme in state.themes]


def newest_read(question: Question, *, using: str = "default") -> State | None:
    """Return the newest sample in which an answer was read that may still be read."""
    samples = AuditSample.objects.using(using).filter(codebook__question=question)
    for sample in samples.order_by("-drawn_at", "pk"):
        state = state_of(sample, using=using)
        if state.read:
            return state
    return None


def _row(theme, figures) -> dict:
    kappa, alpha, f1 = (figures[f"{name}_interval"] for name in ("kappa", "alpha", "f1"))
    return {
        "theme_id": str(theme.pk),
        "theme": theme.name,
        "read_twice": figures["read"],
        "agreement": figures["agreement"],
        "prevalence": figures["prevalence"],
        "kappa": figures["kappa"],
        "kappa_low": kappa and kappa[0],
        "kappa_high": kappa and kappa[1],
        "alpha": figures["alpha"],
        "alpha_low": alpha and alpha[0],
        "alpha_high": alpha and alpha[1],
        "pabak": figures["pabak"],
        "judged": figures["judged"],
        "f1": figures["f1"],
        "f1_low": f1 and f1[0],
        "f1_high": f1 and f1[1],
        "flag": _flag(figures),
    }


def _flag(figures) -> str:
    """Return what has to be done about a theme, or what is said of it."""
    flags = []
    if not is_enough_for_agreement(figures) or reliance(figures["alpha"]) == "revise":
        flags.append(agreement_verdict(figures))
    if is_by_hand(figures):
        flags.append(machine_verdict(figures))
    return "; ".join(flags)
