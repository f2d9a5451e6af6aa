"""What readers and the machine said of one answer. Pure.

What nobody said is not known, and what is not known never counts as agreed. Who says that an
answer is in a part of a theme says that it is in the theme too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Read:
    """One reading of one answer: themes it is in, and themes the reader said nothing about."""

    yes: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def says(self, theme: str) -> bool | None:
        """Return whether the answer is in the theme, or None where nobody has said so.

        >>> read = Read(yes=frozenset("a"), open=frozenset("b"))
        >>> read.says("a"), read.says("b"), read.says("c")
        (True, None, False)
        """
        if theme in self.yes:
            return True
        return None if theme in self.open else False


@dataclass(frozen=True)
class Item:
    """One answer of a sample that somebody has read blind, or that waits to be.

    `readings` are those of people, in the order they were made: what was decided in the codebook
    first, if anything was. `truth` is what the machine is held against: what was settled, else
    the first blind reading.
    """

    id: str
    answer: str
    machine: Read
    readings: tuple[Read, ...] = ()
    truth: Read | None = None
    has_first: bool = False
    is_read: bool = False
    is_unsure: bool = False
    is_settled: bool = False
    note: str = field(default="", compare=False)

    @property
    def is_read_twice(self) -> bool:
        return len(self.readings) > 1

    def pair(self, theme: str) -> tuple[bool, bool] | None:
        """Return what the first two readers said of a theme, or None where one said nothing."""
        said = [read.says(theme) for read in self.readings[:2]]
        return None if len(said) < 2 or None in said else tuple(said)

    def disputed(self, themes: Iterable[str]) -> list[str]:
        """Return the themes that some reader put the answer in and another one did not."""
        return [
            theme
            for theme in themes
            if {True, False} <= {read.says(theme) for read in self.readings}
        ]


@dataclass(frozen=True)
class Families:
    """Which theme is a part of which; `parents` knows the themes of a sample that are in use."""

    parents: Mapping[str, str | None]

    def closed(self, themes: Iterable[str]) -> frozenset[str]:
        """Return these themes and all that they are parts of; unknown ones are left out.

        >>> sorted(Families({"whole": None, "part": "whole"}).closed(["part", "gone"]))
        ['part', 'whole']
        """
        found = set()
        for theme in themes:
            while theme in self.parents and theme not in found:
                found.add(theme)
                theme = self.parents[theme]  # noqa: PLW2901 - up the family
        return frozenset(found)

    def read(self, yes: Iterable[str], still_open: Iterable[str] = ()) -> Read:
        """Return a reading; a theme is open where only a part of it is, and none is certain."""
        said = self.closed(yes)
        return Read(said, self.closed(still_open) - said)
