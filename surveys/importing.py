"""Turns the rows of an imported table into routes through a survey, by the survey's own rules.

Pure: rows and a mapping in, routes and problems out. Nothing here writes, and no message repeats
what a cell holds: a row number and a column are enough to find it.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.mapping import TAKE_PART, ColumnRule, Mapping, choices_of, folded
from surveys.path import Path, build_path
from surveys.permission_purposes import ends_survey
from surveys.question_types import question_type
from surveys.spreadsheets import Row
from surveys.wording import text_of


@dataclass(frozen=True)
class RowProblem:
    """Why a row cannot come in as it stands."""

    row: int
    column: str
    message: str

    def __str__(self):
        place = _("Row %(row)d") % {"row": self.row}
        if self.column:
            place += _(", column “%(column)s”") % {"column": self.column}
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class ReadRow:
    """What one row came to: a route to store, a No to taking part, or problems."""

    number: int
    path: Path | None = None
    person: str = ""
    problems: tuple[RowProblem, ...] = ()
    takes_part: bool = True
    off_route: tuple[str, ...] = ()


@dataclass
class _Draft:
    """A row while it is read."""

    row: Row
    problems: list = field(default_factory=list)
    dropped: dict = field(default_factory=dict)

    def cell(self, column):
        return self.row.cells.get(column, "")

    def complain(self, column, message):
        self.problems.append(RowProblem(self.row.number, column, str(message)))


def read_rows(rows, *, mapping: Mapping, document) -> Iterator[ReadRow]:
    """Yield what each row comes to, in order. Two rows never stand for the same person."""
    reader = _RowReader(mapping, document)
    for row in rows:
        yield reader.read(row)


def secret_for(*, person: str, survey_id, pepper: bytes) -> bytes:
    """Return the secret of an imported person: the same each time the same row comes in."""
    content = f"consult|import|{survey_id}|{person}".encode("utf-8", "surrogatepass")
    return hmac.new(pepper, content, hashlib.sha256).digest()


def person_of(identifier: str) -> str:
    """Return what stands for the person whom a file calls by this id."""
    return f"id|{identifier.strip()}"


class _RowReader:
    """Reads rows one by one; remembers which people it has met in this file."""

    def __init__(self, mapping, document):
        self.mapping = mapping
        self.document = document
        self.first_row_of = {}
        self.met = Counter()
        self.fields = {}
        self.lookups = {}

    def read(self, row):
        draft = _Draft(row)
        if not self._grants(draft, TAKE_PART):
            return ReadRow(row.number, takes_part=False)
        audience = self._audience(draft)
        if audience is None:
            return ReadRow(row.number, problems=tuple(draft.problems))
        permissions = self._permissions(draft, audience)
        if ends_survey(permissions):
            return ReadRow(row.number, takes_part=False)
        reader = self.document.reader(audience.key, language=self.mapping.language)
        answers = self._answers(draft, reader)
        path = build_path(
            self.document,
            reader=reader,
            permissions=permissions,
            answers=answers,
            dropped=draft.dropped,
        )
        person = self._person(draft, path)
        unused = tuple(key for key in answers if key not in path.answers)
        return ReadRow(row.number, path, person, tuple(draft.problems), off_route=unused)

    # --- who, and what they allowed ---

    def _audience(self, draft):
        rule = self.mapping.audience
        key = rule.value or rule.values.get(folded(draft.cell(rule.column)))
        if key:
            return self.document.audience(key)
        if draft.cell(rule.column).strip():
            message = _("This word is not in the mapping's audience values.")
        else:
            message = _("The cell is empty, so nobody knows who answered.")
        draft.complain(rule.column, message)
        return None

    def _permissions(self, draft, audience):
        return {
            permission.key: "granted" if self._grants(draft, permission.key) else "refused"
            for permission in self.document.permissions_for(audience.key)
        }

    def _grants(self, draft, key):
        """Anything but a listed Yes is a No, and so is a permission the file says nothing of."""
        rule = self.mapping.permissions.get(key)
        if rule is None:
            return False
        return bool(rule.granted_by) or folded(draft.cell(rule.column)) in rule.granted

    def _person(self, draft, path):
        """Return what stands for this person: their id, else their answers, numbered."""
        column = self.mapping.id_column
        if not column:
            content = json.dumps(
                [path.reader.audience, path.permissions, path.answers], sort_keys=True
            )
            digest = hashlib.sha256(content.encode()).hexdigest()
            self.met[digest] += 1
            return f"content|{digest}|{self.met[digest]}"
        person = draft.cell(column).strip()
        if not person:
            draft.complain(column, _("The cell is empty, and it is what tells people apart."))
        elif person in self.first_row_of:
            message = _("The same id stands in row %d.") % self.first_row_of[person]
            draft.complain(column, message)
        else:
            self.first_row_of[person] = draft.row.number
        return person_of(person)

    # --- answers ---

    def _answers(self, draft, reader):
        """Return the answers to questions for this audience; one column may serve several."""
        answers = {}
        for page in self.document.pages_for(reader.audience):
            for question in page.questions:
                rule = self.mapping.questions.get(question.key)
                if rule and reader.audience in (question.audiences or (reader.audience,)):
                    value = self._answer(draft, question, rule, reader)
                    if value is not None:
                        answers[question.key] = value
        return answers

    def _answer(self, draft, question, rule, reader):
        """Return the machine value of one cell, None when it is empty or has a problem."""
        cell = draft.cell(rule.column)
        if not cell.strip():
            return None
        kind = question_type(question.type)
        try:
            raw = self._raw(question, rule, reader, cell)
            answer_field = self._field(kind, question, reader)
            value = kind.value_of(answer_field.clean(raw))
            draft.dropped[question.key] = getattr(answer_field, "dropped", 0)
            return value
        except ValidationError as error:
            draft.complain(rule.column, _words_of(error))
            return None

    def _raw(self, question, rule, reader, cell):
        """Return a cell as the survey's own form would post it."""
        lookup = self._lookup(question, rule, reader)
        if not lookup:
            return cell
        if not question_type(question.type).is_list:
            return _code_in(lookup, cell)
        whole = lookup.get(folded(cell))  # one option whose words hold the separator
        parts = [part for part in cell.split(rule.separator) if part.strip()]
        return [whole] if whole else [_code_in(lookup, part) for part in parts]

    def _field(self, kind, question, reader):
        key = (question.key, reader)
        if key not in self.fields:
            self.fields[key] = kind.build_field(question, reader)
        return self.fields[key]

    def _lookup(self, question, rule: ColumnRule, reader):
        """Return folded words to codes: the mapping's own words, else the survey's."""
        key = (question.key, reader)
        if key not in self.lookups:
            choices = choices_of(question)
            words = {folded(code): code for code, _label in choices}
            words |= {folded(text_of(label, reader)): code for code, label in choices}
            self.lookups[key] = words | rule.values
        return self.lookups[key]


def _code_in(lookup, cell):
    code = lookup.get(folded(cell))
    if code is None:
        raise ValidationError(
            _(
                "This is neither one of the survey's answers nor in the mapping's values. "
                "Add it to “values” of this question."
            ),
            code="unknown_word",
        )
    return code


def _words_of(error):
    return " ".join(str(message) for message in error.messages)


@dataclass(frozen=True)
class ImportPlan:
    """A whole file, read: what would be stored, what would not, and why."""

    file_sha256: str
    rows: tuple[ReadRow, ...]

    @property
    def problems(self):
        return [problem for row in self.rows for problem in row.problems]

    @property
    def ready(self):
        return [row for row in self.rows if row.takes_part and not row.problems]

    @property
    def without_permission(self):
        return [row for row in self.rows if not row.takes_part]

    @property
    def off_route(self):
        """How many answers are left out of ready rows because the survey would not have asked."""
        return sum(len(row.off_route) for row in self.ready)


def plan_import(sheet, *, mapping: Mapping, document) -> ImportPlan:
    """Read every row of a sheet; nothing is written."""
    return ImportPlan(
        sheet.sha256, tuple(read_rows(sheet.rows, mapping=mapping, document=document))
    )
