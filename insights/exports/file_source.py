"""The facts of a spreadsheet from anywhere, themed with no site and no database."""

from collections.abc import Iterator
from functools import cached_property

from django.utils import timezone

from insights.engine import VERSION, Document, Result
from insights.engine.stance import is_story, stance_of
from insights.exports.cells import parts_needed
from insights.exports.facts import (
    SOFTWARE,
    ChangeFacts,
    ClosedColumn,
    ClosedRow,
    CodedFacts,
    Manifest,
    QuestionFacts,
    QuoteFacts,
    RunFacts,
    ShelfFacts,
    SigningFacts,
    ThemeFacts,
)
from insights.exports.theme_sets import by_machine
from insights.models import ShelvedAnswer
from insights.splits import split_of_people
from surveys.definition import Audience


class FileSource:
    """What the engine found in one column of a file. Each row counts as one person."""

    audiences: tuple[str, ...] = ()
    audience_keys: tuple[str, ...] = ()
    readers: tuple[Audience, ...] = ()
    has_under_18 = True  # nothing is known of the people
    has_permissions = False
    csv_form = "crlf_mark"
    author = SOFTWARE
    language = "en"

    def __init__(self, documents: list[Document], result: Result, *, title: str, column: str):
        self.title, self._column = title, column
        self._documents, self._result = documents, result
        self._texts = {document.id: document.text for document in documents}
        self._set_aside = {each.document for each in result.set_aside}

    def questions(self) -> list[QuestionFacts]:
        return [QuestionFacts(self._column, self._column, self._base)]

    @cached_property
    def _base(self):
        blank = {each.document for each in self._result.set_aside if each.reason == "blank"}
        return len(self._documents) - len(blank)

    @cached_property
    def _same(self):
        """Return for each document the first one with the same text."""
        return {one: group[0] for group in self._result.duplicates for one in group}

    def themes(self) -> list[ThemeFacts]:
        labels = {theme.id: theme.label for theme in self._result.themes}
        return [
            self._theme_facts(theme, labels.get(theme.parent, "")) for theme in self._result.themes
        ]

    def _theme_facts(self, theme, parent):
        people = {member.document for member in theme.members}
        return ThemeFacts(
            question=self._column,
            question_key=self._column,
            id=theme.id,
            name=theme.label,
            parent=parent,
            parent_id=theme.parent or "",
            decided_by=by_machine(),
            people=len(people),
            different=len({self._same.get(one, one) for one in people}),
            base=self._base,
            key_words=", ".join(theme.keywords),
            stability=theme.stability,
            cohesion=theme.cohesion,
            nearest=self._labels.get(theme.nearest, ""),
            split=self._split(theme),
        )

    @cached_property
    def _labels(self):
        return {theme.id: theme.label for theme in self._result.themes}

    def _split(self, theme):
        people: dict[str, set[str]] = {}
        for place in theme.members:
            words = self._texts[place.document][place.start : place.end]
            people.setdefault(place.document, set()).add(stance_of(words).value)
        return tuple(split_of_people(people.values()).values()) if people else ()

    def shelves(self) -> list[ShelfFacts]:
        """Return how many rows stand beside the themes, and why."""
        reasons = [each.reason for each in self._result.set_aside]
        counts = {
            "lone": len(self._result.lone_voices),
            "ungrouped": len(self._result.ungrouped),
            "story": len(self._stories()),
            "repeated": sum(len(group) for group in self._result.duplicates),
        }
        return [
            ShelfFacts(self._column, str(name), counts.get(shelf, reasons.count(shelf)))
            for shelf, name in ShelvedAnswer.Shelf.choices
        ]

    def _stories(self) -> set[str]:
        """Return the rows that tell a story in a theme."""
        places = (place for theme in self._result.themes for place in theme.members)
        return {
            place.document
            for place in places
            if is_story(self._texts[place.document][place.start : place.end])
        }

    def coded_parts(self) -> int:
        return parts_needed(self._texts.values())

    def coded(self) -> Iterator[CodedFacts]:
        """Yield every row in the file's own order, so that it can be laid beside the file."""
        places: dict[str, list] = {}
        for theme in self._result.themes:
            for member in theme.members:
                places.setdefault(member.document, []).append((member.start, theme, member))
        for document in self._documents:
            found = sorted(places.get(document.id, ()), key=lambda place: place[0])
            for _start, theme, member in found:
                yield CodedFacts(
                    document.id,
                    self._column,
                    document.text,
                    theme_id=theme.id,
                    theme=theme.label,
                    decided_by=by_machine(),
                    start=member.start,
                    end=member.end,
                )
            if not found:
                yield CodedFacts(document.id, self._column, document.text)

    def closed_columns(self) -> list[ClosedColumn]:
        return []

    def closed_rows(self) -> Iterator[ClosedRow]:
        return iter(())

    def quotes(self) -> Iterator[QuoteFacts]:
        """Yield nothing: the file does not say whose words may be shown."""
        yield from ()

    def state(self) -> None:
        """Return nothing: the file does not say when or by whom it was asked."""

    def joins(self) -> list:
        """Return nothing: the file does not say who used which services."""
        return []

    def signing(self) -> list[SigningFacts]:
        return []

    def changes(self) -> list[ChangeFacts]:
        return []

    def recommendation_rows(self) -> list[dict]:
        return []

    def commitment_rows(self) -> list[dict]:
        return []

    def agreement(self) -> Iterator[tuple[str, list[dict]]]:
        """Yield nothing: nobody has read a sample of a file."""
        yield from ()

    def runs(self) -> list[RunFacts]:
        run = self._result.run
        settings = {**run.get("settings", {}), **run.get("versions", {})}
        return [
            RunFacts(
                self._column,
                run["digest"][:16],
                timezone.localdate().isoformat(),
                VERSION,
                settings.pop("random_state", ""),
                run["digest"],
                len(self._documents),
                {name: str(value) for name, value in settings.items()},
            )
        ]

    def recommendations(self):
        return []

    def commitments(self):
        return []

    def manifest(self) -> Manifest:
        digest = self._result.run["digest"]
        return Manifest(
            made_on=timezone.localdate().isoformat(),
            requester="manage.py find_themes",
            subject=self.title,
            runs=[digest[:16]],
            people=len(self._documents),
            answers=len(self._documents),
            left_out={
                "set_aside": len(self._set_aside),
                "not_grouped": len(self._result.ungrouped),
            },
            software=f"{SOFTWARE}, engine {VERSION}",
        )
