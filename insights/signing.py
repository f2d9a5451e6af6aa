"""What is looked at before a question's analysis is signed off, and whether that still holds."""

from dataclasses import dataclass

from insights.actions.tallies import shelf_counts_of
from insights.models import Codebook, SignOff, ThemeRun
from insights.shelves import SHELVES


@dataclass(frozen=True)
class Standing:
    """`left`: shelves with answers that nobody has opened since the newest search."""

    run: ThemeRun | None
    sequence: int
    shelves: list[dict]
    opinions: int
    newest: SignOff | None

    @property
    def left(self) -> list[str]:
        return [each["name"] for each in self.shelves if each["count"] and not each["openings"]]

    @property
    def is_ready(self) -> bool:
        return self.run is not None and not self.left and not self.opinions

    @property
    def holds(self) -> bool:
        """Tell whether the newest sign-off speaks of how things are now."""
        return (
            self.newest is not None
            and self.newest.sequence == self.sequence
            and self.newest.run_id == (self.run and self.run.pk)
        )


def newest_run(codebook: Codebook) -> ThemeRun | None:
    return codebook.runs.whole().order_by("-finished_at").first()


def standing_of(codebook: Codebook, *, shelf_counts=None) -> Standing:
    """Return where the signing off of a question stands, on the connection the codebook is of.

    `shelf_counts` counts the shelves of a run; without it they are counted once and kept.
    """
    run = newest_run(codebook)
    last = codebook.decisions.order_by("-sequence").values_list("sequence", flat=True).first()
    return Standing(
        run,
        last or 0,
        _shelves(run, codebook, shelf_counts or _kept_counts) if run else [],
        codebook.opinions.pending().count(),
        codebook.sign_offs.select_related("by").order_by("-at").first(),
    )


def _kept_counts(run, codebook):
    return shelf_counts_of(run=run, codebook=codebook)


def _shelves(run, codebook, shelf_counts) -> list[dict]:
    counts = shelf_counts(run, codebook)
    openings: dict[str, list] = {}
    for each in run.openings.select_related("by").order_by("at"):
        openings.setdefault(each.shelf, []).append(each)
    return [
        {
            "name": name,
            "count": sum(counts.get(shelf, 0) for shelf in shelves),
            "openings": openings.get(name, []),
        }
        for name, shelves in SHELVES.items()
    ]
