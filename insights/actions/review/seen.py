"""Refuses an act that rests on an old reading of the themes, and tells what happened since."""

from collections.abc import Iterable

from insights.models import Codebook, Decision, Theme


class ChangedMeanwhile(Exception):  # noqa: N818 - it is news, not a fault
    """Somebody changed a theme of the act since the page was made: `steps` are what they did."""

    def __init__(self, steps: list[Decision]):
        super().__init__(", ".join(str(one.pk) for one in steps))
        self.steps = steps

    def as_seen(self) -> dict[str, dict]:
        """Return the states of changed themes as they were when the page was made, by id."""
        states: dict = {}
        for one in self.steps:
            for key, state in one.before["themes"].items():
                states.setdefault(key, state or {})
        return states


def last_step_of(codebook: Codebook) -> int:
    """Return the number of the newest step: what a page that is made now has seen."""
    numbers = codebook.decisions.order_by("-sequence").values_list("sequence", flat=True)
    return numbers.first() or 0


def check_seen(codebook: Codebook, seen: int | None, themes: Iterable[Theme | None]) -> None:
    """Raise ChangedMeanwhile when a step after `seen` touched one of the themes.

    Call it inside the step, where no other can come between. None: nobody read a page.
    """
    if seen is None:
        return
    keys = {str(theme.pk) for theme in themes if theme}
    later = codebook.decisions.filter(sequence__gt=seen).select_related("by").order_by("sequence")
    steps = [one for one in later if keys & _themes_of(one)]
    if steps:
        raise ChangedMeanwhile(steps)


def _themes_of(decision) -> set[str]:
    return {*decision.before["themes"], *decision.about.values()}
