"""What is said of the joins between services: the same words on the page and in the report.

Everything is drawn from one release, so that what services share is told by figures that may be
shown and by no others.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.comparing.attributes import Attribute
from insights.comparing.diagram import diagram_of
from insights.comparing.differences import ENOUGH, Compared
from insights.comparing.joins import (
    SEVERAL,
    Joins,
    between_services,
    lies_between,
    services_that_say,
    shared_by_all,
    shared_by_pairs,
)
from insights.comparing.presenting import View, difference_sentences, number_words
from insights.comparing.services import names_of_numbers, names_of_services
from insights.disclosure import LOW, Release, is_small


# Instead of a share: too few people to say anything of, and, of a hundred, none that is shown.
TOO_FEW, HIDDEN_SHARE = (0, 0), (0, 100)


def services_attribute() -> Attribute:
    return Attribute("services", "", names_of_services())


@dataclass(frozen=True)
class JoinsView:
    """Joins as they may be seen, with which figures."""

    joins: Joins
    release: Release

    @property
    def services(self) -> View:
        return View(self.joins.by_service, services_attribute(), self.release)

    @property
    def numbers(self) -> View:
        return View(self.joins.by_number, Attribute("number", "", names_of_numbers()), self.release)

    def shares(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Return theme -> service -> (people who said it, people who answered).

        Where figures are hidden and rounded, by the percentages that a reader sees; what is
        hidden counts as said by nobody.
        """
        return {
            theme.key: {each: self._share(theme, each) for each in self.joins.services()}
            for theme in self.joins.by_service.themes
        }

    def _share(self, theme, service) -> tuple[int, int]:
        said = self.release["said", theme.key, service]
        people = self.release["people", theme.questions, service]
        if self.release.is_restricted:
            return said.count, people.count
        if people.is_hidden or people.count < ENOUGH:
            return TOO_FEW
        if said.is_hidden or said.percent == LOW:
            return HIDDEN_SHARE
        return (said.percent, 100) if isinstance(said.percent, int) else TOO_FEW

    @property
    def has_hidden(self) -> bool:
        """Tell whether a share that counts as said by nobody is only hidden."""
        return any(
            self.release["said", theme.key, each].is_hidden
            for theme in self.joins.by_service.themes
            for each in self.joins.services()
        )

    def compared(self) -> list[Compared]:
        """Return the comparisons of those who know several services with those who know one.

        How many of several say a theme stands in no table to publish. Where they are few, that
        they say it oftener would tell how few.
        """
        said = {
            theme.key: self.joins.by_number.said_by_group(theme.key)[SEVERAL]
            for theme in self.joins.by_number.themes
        }
        return [
            each
            for each in between_services(self.joins)
            if self.release.is_restricted or not is_small(said[each.theme])
        ]

    def words(self) -> dict:
        """Return what services share, the diagram with its table, and what lies between."""
        return {**self._shared(), **self._between()}

    def _shared(self) -> dict:
        shares, services = self.shares(), self.joins.services()
        pairs = shared_by_pairs(self.joins, shares)
        names = {service: self.services.attribute.name_of(service) for service in services}
        nodes = [(each, names[each], self._people(each)) for each in services]
        counts = {pair: len(themes) for pair, themes in pairs.items()}
        return {
            "shared_by_all": [theme.name for theme in shared_by_all(self.joins, shares)],
            "is_any_compared": bool(pairs),
            "has_hidden": self.has_hidden,
            "pair_headings": [
                {"text": _("Services")},
                {"text": _("Themes they share"), "numeric": True},
                {"text": _("Which")},
            ],
            "pair_rows": [
                [
                    _("%(one)s and %(other)s") % {"one": names[one], "other": names[other]},
                    len(themes),
                    ", ".join(theme.name for theme in themes),
                ]
                for (one, other), themes in pairs.items()
                if themes
            ],
            "pairs_without": sum(not themes for themes in pairs.values()),
            "diagram": diagram_of(nodes, counts),
        }

    def by_theme(self) -> list[list]:
        """Return each theme that a service shares, with those services: the most of them first."""
        found = []
        shares = self.shares()
        for theme in self.services.themes():
            _enough, saying = services_that_say(shares[theme.key], self.joins.services())
            if saying:
                names = ", ".join(self._share_words(theme, each) for each in saying)
                found.append([theme.name, len(saying), names])
        return sorted(found, key=lambda row: -row[1])

    def _share_words(self, theme, service) -> str:
        percent = self.release["said", theme.key, service].percent
        return f"{self.services.attribute.name_of(service)} {percent}%"

    def _people(self, service) -> str:
        figure = self.release["people", frozenset(self.joins.by_service.people), service]
        if figure.is_hidden:
            return str(figure.count)
        words = ngettext("%(n)s person", "%(n)s people", figure.count)
        return words % {"n": number_words(figure.count)}

    def _between(self) -> dict:
        numbers, compared = self.numbers, self.compared()
        people = frozenset(self.joins.by_number.people)
        return {
            "between": difference_sentences(numbers, filter(lies_between, compared)),
            "is_between_compared": bool(between_services(self.joins)),
            "knowing": [
                [
                    numbers.attribute.name_of(group),
                    number_words(self.release["people", people, group].count),
                ]
                for group in self.joins.by_number.groups()
            ],
            "knowing_headings": [{"text": _("Who")}, {"text": _("People"), "numeric": True}],
        }
