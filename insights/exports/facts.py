"""What an export says, before anyone asks in which sheet or which kind of file it stands.

A `Source` gives these facts. There are two: a survey in the database (survey_source.py), and a
spreadsheet that was themed with no site at all (file_source.py). Sheets and writers know neither.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

from surveys.definition import Audience


# Written on every cover, so that a question about a file finds the code that made it.
SOFTWARE = "Consult 0.1.0"


@dataclass(frozen=True)
class ThemeFacts:
    """One theme: its words, who stands behind it, and how many people."""

    question: str
    question_key: str
    id: str
    name: str
    parent: str
    decided_by: str
    people: int
    different: int
    base: int
    parent_id: str = ""
    # With the id it leads to what the theme said then; None for what no person has decided on.
    version: int | None = None
    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""
    key_words: str = ""
    stability: float | None = None
    cohesion: float | None = None
    nearest: str = ""
    # People by what they tell of how help went (insights/splits.py); empty where nothing has told.
    split: tuple[int, ...] = ()
    # People by audience, in the order of Source.audiences.
    by_audience: tuple[int, ...] = ()
    is_serious: bool = False
    # Whether a person decided on it; else it is the machine's suggestion.
    is_decided: bool = False


class CodedFacts(NamedTuple):
    """One answer in one theme, or in none; `start` and `end` are a place in `text`.

    A tuple, since there are hundreds of thousands: a frozen dataclass takes four times as long.
    """

    person: str
    question_key: str
    text: str
    audience: str = ""
    age_band: str = ""
    language: str = ""
    theme_id: str = ""
    theme: str = ""
    decided_by: str = ""
    start: int | None = None
    end: int | None = None
    # Codes of who helped and how, where the survey asked (surveys/helping.py).
    help_start: str = ""
    helper_role: str = ""
    help_end: str = ""
    # Who placed it ("machine", "person"), what became of it, the role of who decided, and the day.
    source: str = ""
    state: str = ""
    reviewer_role: str = ""
    decided_on: str = ""


@dataclass(frozen=True)
class QuoteFacts:
    """A quote as it is printed: two people chose it, and who said it allows it at this moment."""

    id: str
    question_key: str
    theme_id: str
    theme: str
    words: str
    attribution: str
    audience: str
    kind: str = ""
    answered_in: str = ""
    translation: str = ""
    taken_out: str = ""


@dataclass(frozen=True)
class ClosedColumn:
    """One column of given answers: what it holds, and when its question is asked."""

    name: str
    question_key: str
    words: str
    type: str
    concept: str = ""
    values: str = ""
    presentation: str = ""
    is_shuffled: bool = False
    asked_when: str = ""
    is_label: bool = False
    # Each code that is an answer, with its words; none where people give a number.
    options: Mapping[str | int, str] = field(default_factory=dict)
    part: str = ""  # what of the words is the choice's or the row's own

    @property
    def asked(self) -> str:
        """Return the words of the question alone."""
        return self.words.removesuffix(self.part).rstrip()


class ClosedRow(NamedTuple):
    """One person's given answers, in the order of the columns.

    `option_order` is the order that options were shown in, None where all saw the same.
    """

    person: str
    audience: str
    age_band: str
    language: str
    format: str
    version: int
    option_order: int | None
    cells: tuple[str | int | float | None, ...]
    # By what way the answers reached us (surveys.models.Channel); "" for the survey's own address.
    channel: str = ""


@dataclass(frozen=True)
class Evidence:
    """One theme that bears on a recommendation, as a second person approved it."""

    stance: str
    theme_id: str
    theme: str


@dataclass(frozen=True)
class RecommendationFacts:
    key: str
    title: str
    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class CommitmentFacts:
    """What became of one theme, as everybody may read it."""

    theme: str
    said: str
    did: str
    will_do: str
    due_on: date | None
    cannot_because: str


@dataclass(frozen=True)
class QuestionFacts:
    """One open question of the export, and how many people answered it, by audience."""

    key: str
    label: str
    answered: int
    by_audience: tuple[int, ...] = ()


@dataclass(frozen=True)
class RunFacts:
    """How the machine was set when it looked for the themes of a question."""

    question_key: str
    id: str
    finished_on: str
    engine: str
    seed: int | str
    digest: str
    answers: int | str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ShelfFacts:
    """How many answers to one question stand beside the themes, and why."""

    question_key: str
    shelf: str
    answers: int


@dataclass(frozen=True)
class ShelfSeen:
    """What stands beside a question's themes for one reason, and by which role it was opened when.

    `openings`: (role, day, whether the last page was reached).
    """

    name: str
    answers: int
    openings: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True)
class SigningFacts:
    """How far the analysis of one question is: what was looked at, and whether it is signed off.

    Of the `answers` that say anything a person read some, others are only in a sample read blind,
    and `neither` were read by nobody.
    """

    question_key: str
    question: str
    answers: int
    read: int
    neither: int
    signed_on: str = ""
    role: str = ""
    holds: bool = False
    opinions: int = 0
    shelves: tuple[ShelfSeen, ...] = ()

    @property
    def sampled(self) -> int:
        return self.answers - self.read - self.neither


@dataclass(frozen=True)
class ChangeFacts:
    """One thing that changed what a file of this survey says, and on which day."""

    day: str
    what: str
    details: str


@dataclass
class Manifest:
    """Who made the file, when, why, from what, and what was left out; also kept in the row."""

    export_id: str = ""
    made_on: str = ""
    requester: str = ""
    purpose: str = ""
    subject: str = ""
    versions: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    people: int = 0
    answers: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    suppressed_cells: int = 0
    texts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    software: str = ""
    recipients: str = ""
    # What others may know of people and is left out of the file.
    without: list[str] = field(default_factory=list)
    # How .csv files are written, where the kind of file has any.
    csv_form: str = ""
    # People in the file by what they allowed when it was made.
    permissions: dict[str, int] = field(default_factory=dict)
    # How many people are alike in what others may know of them: the fewest, and who is so few.
    alike: dict[str, Any] = field(default_factory=dict)
    # Ids of the quotes in the file, for the ledger of where each is used.
    quotes: list[str] = field(default_factory=list)


class Source(Protocol):
    """Where the facts of one export come from. Iterators may be asked for more than once."""

    title: str
    author: str
    language: str
    audiences: tuple[str, ...]
    audience_keys: tuple[str, ...]
    # The audiences as the survey's document has them, in the same order.
    readers: tuple[Audience, ...]
    has_under_18: bool
    csv_form: str
    has_permissions: bool

    def manifest(self) -> Manifest: ...

    def questions(self) -> list[QuestionFacts]: ...

    def themes(self) -> list[ThemeFacts]: ...

    def shelves(self) -> list[ShelfFacts]: ...

    def coded(self) -> Iterator[CodedFacts]: ...

    def coded_parts(self) -> int:
        """Return how many cells the longest answer takes."""

    def quotes(self) -> Iterator[QuoteFacts]: ...

    def agreement(self) -> Iterator[tuple[str, list[dict]]]:
        """Yield each question's key with what insights.quality.rows.agreement_rows says of it."""

    def runs(self) -> list[RunFacts]: ...

    def state(self) -> Any:
        """Return insights.exports.state.StateFacts; None of what is no survey's."""

    def joins(self) -> list:
        """Return insights.exports.joins.JoinFacts of each thing asked; none of services unknown."""

    def signing(self) -> list[SigningFacts]:
        """Return how far the analysis of each question is; none where nobody signs anything."""

    def changes(self) -> list[ChangeFacts]:
        """Return what changed the survey and what was said of it, the oldest first."""

    def recommendations(self) -> list[RecommendationFacts]: ...

    def commitments(self) -> list[CommitmentFacts]: ...

    def recommendation_rows(self) -> list[dict]:
        """Return what insights.exports.findings_sheets.recommendation_rows says of the survey."""

    def commitment_rows(self) -> list[dict]:
        """Return what insights.exports.findings_sheets.commitment_rows says of the survey."""

    def closed_columns(self) -> list[ClosedColumn]:
        """Return the columns of given answers; none where the source has no such questions."""

    def closed_rows(self) -> Iterator[ClosedRow]: ...
