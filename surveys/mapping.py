"""Reads the small file that says which column of an import is which question or permission.

    {"id": "Response ID",
     "audience": {"column": "Who are you?", "values": {"Child": "child"}},
     "questions": {"child_better": {"column": "What would help?"},
                   "child_helpers": {"column": "Who helps?", "separator": ";",
                                     "values": {"My teacher": "teacher"}}},
     "permissions": {"take_part": {"column": "Consent", "granted": ["I agree"]}}}

docs/how-to/import.md explains every part. Parsing lists all problems at once, each with its place
and its remedy.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from surveys.permission_purposes import PURPOSES
from surveys.question_types import question_type
from surveys.spreadsheets import heading_of


KEYS = frozenset({"format", "sheet", "id", "audience", "language", "questions", "permissions"})
FORMAT = "consult-import/1"
TAKE_PART = "take_part"
DEFAULT_SEPARATOR = ";"


@dataclass(frozen=True)
class MappingProblem:
    """What is wrong, where in the mapping file, and what to do."""

    place: str
    message: str
    remedy: str

    def __str__(self):
        return f"{self.place}: {self.message} {self.remedy}"


class MappingError(Exception):
    """The mapping cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class ColumnRule:
    """Where one value comes from: a column with a translation, or the same value for every row."""

    column: str = ""
    values: dict[str, str] = field(default_factory=dict)
    value: str = ""
    separator: str = DEFAULT_SEPARATOR


@dataclass(frozen=True)
class PermissionRule:
    """A Yes is a listed word in a column, or a stated reason why everyone had already said Yes."""

    column: str = ""
    granted: frozenset[str] = frozenset()
    granted_by: str = ""


@dataclass(frozen=True)
class Mapping:
    """A checked mapping of one file's columns to one survey document."""

    audience: ColumnRule
    questions: dict[str, ColumnRule]
    permissions: dict[str, PermissionRule]
    id_column: str = ""
    language: str = ""


def folded(text: str) -> str:
    """Return a cell or a listed word as it is compared: one line, single spaces, no capitals."""
    return heading_of(text).casefold()


def parse_mapping(data: object, *, document, headings: tuple[str, ...]) -> Mapping:
    """Return the mapping in `data`, or raise MappingError with every problem."""
    reader = _Reader(document, headings)
    mapping = reader.read(data)
    if reader.problems:
        raise MappingError(reader.problems)
    return mapping


class _Reader:
    """Walks the mapping once and gathers problems on the way."""

    def __init__(self, document, headings):
        self.document = document
        self.headings = headings
        self.problems = []

    def complain(self, place, message, remedy):
        self.problems.append(MappingProblem(place, message, remedy))

    def read(self, data):
        if not isinstance(data, dict):
            self.complain("mapping", _("The mapping is not a JSON object."), _("Begin it with {."))
            return None
        self._known(data, KEYS, "mapping")
        if data.get("format", FORMAT) != FORMAT:
            self.complain("format", _("The format is not known."), _("Use “%s”.") % FORMAT)
        audience = self._audience(self._object(data, "audience", needed=True))
        return Mapping(
            audience=audience,
            questions=self._questions(self._object(data, "questions", needed=True)),
            permissions=self._permissions(self._object(data, "permissions", needed=True), audience),
            id_column=self._column(data["id"], "id") if "id" in data else "",
            language=self._language(data.get("language", "")),
        )

    # --- the parts ---

    def _audience(self, rule):
        place = "audience"
        self._known(rule, {"column", "values", "value"}, place)
        keys = {audience.key for audience in self.document.audiences}
        if "value" in rule:
            self._code(rule["value"], keys, f"{place}.value")
            return ColumnRule(value=str(rule["value"]))
        if not rule:
            return ColumnRule()
        return ColumnRule(
            column=self._column(rule.get("column"), place),
            values=self._values(rule, keys, place, needed=True),
        )

    def _questions(self, rules):
        asked = {
            question.key: question
            for page in self.document.pages
            for question in page.questions
            if question_type(question.type).has_answer
        }
        read = {}
        for key, rule in rules.items():
            place = f"questions.{key}"
            if key not in asked:
                self.complain(
                    place,
                    _("The survey has no question with this key."),
                    _("Use one of: %s.") % ", ".join(asked),
                )
            elif not isinstance(rule, dict):
                self.complain(place, _("This is not an object."), _("Write {“column”: “…”}."))
            elif not question_type(asked[key].type).fits_one_cell:
                self.complain(
                    place,
                    _("Its answers do not fit into one column."),
                    _("Leave it out, or ask each row as a question of its own."),
                )
            else:
                read[key] = self._question(rule, asked[key], place)
        return read

    def _question(self, rule, question, place):
        self._known(rule, {"column", "values", "separator"}, place)
        separator = rule.get("separator", DEFAULT_SEPARATOR)
        if not isinstance(separator, str) or not separator:
            self.complain(place, _("The separator is empty."), _("Write it as text, such as “;”."))
        codes = {code for code, _label in choices_of(question)}
        if "values" in rule and not codes:
            self.complain(
                f"{place}.values",
                _("This question takes no choices."),
                _("Leave “values” out."),
            )
        values = self._values(rule, codes, place) if codes else {}
        return ColumnRule(self._column(rule.get("column"), place), values, separator=separator)

    def _permissions(self, rules, audience):
        keys = [permission.key for permission in self.document.permissions]
        for key in self._needed(audience):
            if key not in rules:
                self.complain(
                    f"permissions.{key}",
                    _("Nothing says who agreed to take part.")
                    if key == TAKE_PART
                    else _("Nothing says who said yes to this, and without a Yes nothing is kept."),
                    _("Name the column that holds the Yes, or write “granted_by” with the reason."),
                )
        read = {}
        for key, rule in rules.items():
            place = f"permissions.{key}"
            if key not in keys:
                self.complain(
                    place,
                    _("The survey does not ask for this permission."),
                    _("Use one of: %s.") % ", ".join(keys),
                )
            elif not isinstance(rule, dict):
                self.complain(place, _("This is not an object."), _("Write {“column”: “…”, …}."))
            else:
                read[key] = self._permission(rule, place)
        return read

    def _needed(self, audience):
        """Return the permissions without which nothing of the people in this file is kept."""
        met = {audience.value, *audience.values.values()}
        return [
            permission.key
            for permission in self.document.permissions
            if PURPOSES[permission.settings["purpose"]].ends_survey
            and any(permission.is_for(each) for each in met)
        ]

    def _permission(self, rule, place):
        self._known(rule, {"column", "granted", "granted_by"}, place)
        if "granted_by" in rule:
            reason = rule["granted_by"]
            if not isinstance(reason, str) or len(reason.split()) < 3:
                self.complain(
                    f"{place}.granted_by",
                    _("The reason is missing or too short."),
                    _("Say in a sentence how people had agreed, for the record."),
                )
            return PermissionRule(granted_by=str(reason))
        words = rule.get("granted")
        if not isinstance(words, list) or not words:
            self.complain(
                f"{place}.granted",
                _("The words that mean Yes are missing."),
                _("List them as they stand in the column, such as [“Yes”]."),
            )
            words = []
        column = self._column(rule.get("column"), place)
        return PermissionRule(column, frozenset(folded(str(word)) for word in words))

    # --- what the parts are made of ---

    def _object(self, data, key, *, needed):
        value = data.get(key)
        if isinstance(value, dict):
            return value
        if needed or value is not None:
            self.complain(
                key, _("This part is missing or not an object."), _("Add “%s”: {…}.") % key
            )
        return {}

    def _known(self, rule, keys, place):
        for key in sorted(set(rule) - set(keys)):
            self.complain(
                f"{place}.{key}",
                _("This is not known here."),
                _("Use only: %s.") % ", ".join(sorted(keys)),
            )

    def _column(self, name, place):
        if not isinstance(name, str) or not name.strip():
            self.complain(place, _("No column is named."), _("Add “column” with its heading."))
            return ""
        heading = heading_of(name)
        if heading not in self.headings:
            self.complain(
                place,
                _("The file has no column headed “%s”.") % heading,
                _("Its columns are: %s.") % "; ".join(self.headings),
            )
        return heading

    def _values(self, rule, codes, place, *, needed=False):
        values = rule.get("values", {})
        if not isinstance(values, dict) or (needed and not values):
            self.complain(
                f"{place}.values",
                _("This is missing or not an object."),
                _("Write {“words in the column”: “code in the survey”}."),
            )
            return {}
        for word, code in values.items():
            self._code(code, codes, f"{place}.values.{word}")
        return {folded(word): str(code) for word, code in values.items()}

    def _code(self, code, codes, place):
        if str(code) not in codes:
            self.complain(
                place,
                _("“%s” is not in the survey.") % code,
                _("Use one of: %s.") % ", ".join(sorted(codes)),
            )

    def _language(self, language):
        if language and language not in self.document.offered_languages:
            self.complain(
                "language",
                _("The survey has no wording in this language."),
                _("Use one of: %s.") % ", ".join(self.document.offered_languages),
            )
        return language


def choices_of(question) -> list[tuple[str, object]]:
    """Return (code as text, wording) of a question's choices; empty for text and numbers."""
    settings = question.settings
    given = settings.get("options") or settings.get("points") or []
    choices = [(str(each["code"]), each["label"]) for each in given]
    if settings.get("not_applicable"):
        choices.append(("na", settings["not_applicable"]))
    return choices
