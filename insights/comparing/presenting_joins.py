"""What is said of the joins between services: the same words on the page and in the report.

Everything is drawn from one release, so that what services share, and what lies between them, is
told by figures that may be shown and by no others.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.comparing.attributes import Attribute
from insights.comparing.diagram import diagram_of
from insights.comparing.differences import ENOUGH, Compared, compare_groups
from insights.comparing.joins import (
    ONE,
    SEVERAL,
    Joins,
    lies_between,
    services_that_say,
    shared_by_all,
    shared_by_pairs,
)
from insights.comparing.presenting import (
    View,
    difference_sentences,
    difference_table,
    number_words,
)
from insights.comparing.services import names_of_numbers, names_of_services
from insights.disclosure import LOW, Release


# Instead of a share: too few people to say anything of, and, of a hundred, none that is shown.
TOO_FEW, HIDDEN_SHARE = (0, 0), (0, 100)


def services_attribute() -> Attribute:
    """Return services, and beside them how many of them people know: the page shows both."""
    return Attribute("services", "", names_of_services() | names_of_numbers())


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

    def groups(self) -> list[str]:
        """Return the services that somebody is in, the largest first as far as it is shown."""
        known = set(self.joins.services())
        return [group for group in self.services.groups() if group in known]

    def table(self) -> tuple[View, list[str]]:
        """Return what the table of all figures is made from, and the groups that have any."""
        return self.services, [*filter(self._is_told, self.groups()), *self.knowing()]

    def untold(self) -> str:
        """Return the services of which no figure of a theme can be shown, or ""."""
        return ", ".join(
            self.services.attribute.name_of(each)
            for each in self.groups()
            if not self._is_told(each)
        )

    def _is_told(self, group) -> bool:
        themes = self.joins.by_service.themes
        return any(not self.release["said", theme.key, group].is_hidden for theme in themes)

    def knowing(self) -> list[str]:
        """Return who can be compared: those who know several services and those who know one."""
        known = self.joins.by_number.groups()
        return [group for group in (SEVERAL, ONE) if group in known]

    def shares(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Return theme -> service -> (people who said it, people who answered).

        Where figures are hidden and rounded, by the percentages that a reader sees; what is
        hidden counts as said by nobody.
        """
        return {
            theme.key: {each: self._share(theme, each) for each in self.groups()}
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
            for each in self.groups()
        )

    def compared(self) -> list[Compared]:
        """Return the comparisons of those who know several services with those who know one.

        A theme of which either figure is not shown is not among them.
        """
        return compare_groups(self.numbers.shares(self.knowing()), self.knowing())

    @property
    def has_uncompared(self) -> bool:
        """Tell whether a theme is not compared because its figures are not shown."""
        return any(
            self.release["said", theme.key, each].is_hidden
            for theme in self.joins.by_number.themes
            for each in self.knowing()
        )

    def words(self) -> dict:
        """Return what services share, the diagram with its table, and what lies between."""
        return {**self._shared(), **self._between()}

    def _shared(self) -> dict:
        shares, services = self.shares(), self.groups()
        pairs = shared_by_pairs(self.joins, shares)
        names = {service: self.services.attribute.name_of(service) for service in services}
        nodes = [(each, names[each], self._people(each)) for each in services]
        counts = {pair: len(themes) for pair, themes in pairs.items()}
        return {
            "shared_by_all": [theme.name for theme in shared_by_all(self.joins, shares)],
            "is_any_compared": bool(pairs),
            "has_hidden": self.has_hidden,
            "untold": self.untold(),
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
                for (one, other), themes in sorted(pairs.items(), key=lambda pair: -len(pair[1]))
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
            _enough, saying = services_that_say(shares[theme.key], self.groups())
            if saying:
                names = ", ".join(self._share_words(theme, each) for each in saying)
                found.append([theme.name, len(saying), names])
        return sorted(found, key=lambda row: -row[1])

    def _share_words(self, theme, service) -> str:
        percent = self.release["said", theme.key, service].percent
        return f"{self.services.attribute.name_of(service)} {percent}%"

    def _people(self, service) -> str:
        figure = self.services.people(service)
        if figure.is_hidden:
            return str(figure.count)
        words = ngettext("%(n)s person", "%(n)s people", figure.count)
        return words % {"n": number_words(figure.count)}

    def _between(self) -> dict:
        numbers, compared = self.numbers, self.compared()
        between = [each for each in compared if lies_between(each)]
        return {
            "between": difference_sentences(numbers, between),
            "between_table": difference_table(numbers, between),
            "is_between_compared": bool(compared),
            "has_uncompared": self.has_uncompared,
            "knowing": [
                [numbers.attribute.name_of(group), number_words(numbers.people(group).count)]
                for group in numbers.groups()
            ],
            "knowing_headings": [{"text": _("Who")}, {"text": _("People"), "numeric": True}],
        }
