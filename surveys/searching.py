"""Full-text search of answers, with what each database has for it.

SQLite: an FTS5 index that triggers keep. It holds no copy of a text, only which word is in which
answer; still, those are people's words. So a deleted answer leaves the index in the same statement,
and `forget_deleted_words` takes what is left of it out of the index's old pages.
PostgreSQL: an index on to_tsvector('simple', text): no language is taken for granted. It keeps
words that no answer has any more until it is made anew (surveys/old_pages.py).

Neither has the words of an answer that is held for safeguarding, until it is released.
Both find the beginnings of words, in any order; "words in quotation marks" stand together.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Func
from django.utils.functional import cached_property


LONGEST, MOST = 200, 10  # characters, and words: more is no search
BEGINNING = 3  # letters from which a word is looked for as the beginning of longer ones
TABLE = "surveys_answerwords"
PLACES = "surveys_answerwords_places"
TRIGGERS = ("insert", "update", "delete")

_QUOTED = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Term:
    """A word, or words that stand together; `is_beginning`: longer words count too."""

    text: str
    is_beginning: bool = False


def terms_of(words: str) -> list[Term]:
    """Return what to look for; signs that are in no word are left out.

    >>> terms_of('wait* "kind nurse" at -- "')
    [Term(text='wait', is_beginning=True), Term(text='kind nurse', is_beginning=False), \
Term(text='at', is_beginning=False)]
    """
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFC", words[:LONGEST]))
    found = [_term(*each.groups()) for each in _QUOTED.finditer(plain)]
    return [term for term in found if any(map(str.isalnum, term.text))][:MOST]


def _plain(sign: str) -> str:
    """Curly quotation marks are typed by phones; control signs no database takes."""
    if sign in "“”„«»":
        return '"'
    return " " if unicodedata.category(sign) in ("Cc", "Cs") else sign


def _term(quoted: str | None, word: str | None) -> Term:
    if word is None:
        return Term(" ".join((quoted or "").split()))
    bare = word.strip('*"')
    return Term(bare, len(bare) >= BEGINNING or word.endswith("*"))


class MatchesWords(Func):
    """Whether an answer has the words; how many answers have them decides how it is asked.

    The few that have rare words are looked up. Of some more, a list is made once, and each answer
    is looked for in it until a page is full: by its person, where the order goes by people, as
    then no other answer is fetched. Of many, none is made: SQLite lists the places in its index,
    which are numbers, and asks for each answer's own; PostgreSQL reads the answer. Without IS TRUE
    and the plus sign they would look up all of a list, and sort thousands for one page.
    """

    output_field = BooleanField()

    def __init__(self, pk, text, person, question, words: str, *, by_person: bool):
        super().__init__(pk, text, person, question)
        self.terms = terms_of(words)
        self.by_person = by_person

    @property
    def are_few(self) -> bool:
        return self._counts[0] < self._bounds.few

    @property
    def are_some(self) -> bool:
        count, among = self._counts
        # Among so few answers a page is sooner full than the list is made.
        return count < self._bounds.some and count**2 < self._bounds.passed * among

    @property
    def _bounds(self) -> "Bounds":
        backend = BACKENDS[connection.vendor]
        return backend.by_person if self.by_person else backend.by_answer

    @cached_property
    def _counts(self) -> tuple[int, int]:
        """Return how many answers have the words, if not more than some; and of about how many."""
        backend = BACKENDS[connection.vendor]
        counted = (
            f"SELECT count(*), ({backend.among}) "  # nosec B608
            f"FROM ({backend.found} LIMIT %s) found"
        )
        with connection.cursor() as cursor:
            cursor.execute(counted, [backend.query_of(self.terms), self._bounds.some])
            return cursor.fetchone()

    def as_sqlite(self, compiler, connection, **extra):
        pk, _text, person, question = map(compiler.compile, self.source_expressions)
        backend = BACKENDS["sqlite"]
        found = f"(id IN ({backend.found}))"
        query = backend.query_of(self.terms)
        if self.are_few:
            sql = f"{pk[0]} IN (SELECT answer_id FROM {PLACES} WHERE {found})"  # nosec B608
            return sql, [*pk[1], query]
        asked = f"question_id = {question[0]}"
        if self.are_some:
            (sql, params), column = (person, "response_id") if self.by_person else (pk, "answer_id")
            listed = f"SELECT {column} FROM {PLACES} WHERE {found} AND {asked}"  # nosec B608
            return f"+{sql} IN ({listed})", [*params, query, *question[1]]
        place = f"SELECT id FROM {PLACES} WHERE response_id = {person[0]} AND {asked}"  # nosec B608
        return f"({place}) IN ({backend.found})", [*person[1], *question[1], query]

    def as_postgresql(self, compiler, connection, **extra):
        pk, text, person, question = map(compiler.compile, self.source_expressions)
        backend = BACKENDS["postgresql"]
        query = backend.query_of(self.terms)
        if self.are_few:
            return f"{pk[0]} = ANY(ARRAY({backend.found}))", [*pk[1], query]
        if not self.are_some:
            return f"({_having(text[0])}) IS TRUE", [*text[1], query]
        # Not by the index of questions: all answers to one are many more.
        people = (
            f"SELECT response_id {_FOUND_BY_POSTGRESQL} "  # nosec B608
            f"AND (question_id = {question[0]}) IS TRUE"
        )
        return f"({person[0]} IN ({people})) IS TRUE", [*person[1], query, *question[1]]


def _having(text: str) -> str:
    return f"to_tsvector('simple', {text}) @@ to_tsquery('simple', %s)"


_FOUND_BY_POSTGRESQL = (
    f"FROM surveys_answer WHERE text_hash <> '' AND NOT is_held AND {_having('text')}"  # nosec B608
)


def _fts5_query(terms: Sequence[Term]) -> str:
    quoted = ((term.text.replace('"', '""'), term.is_beginning) for term in terms)
    return " AND ".join(f'"{text}"' + ("*" if begins else "") for text, begins in quoted)


def _tsquery(terms: Sequence[Term]) -> str:
    quoted = ((re.sub(r"(['\\])", r"\1\1", term.text), term.is_beginning) for term in terms)
    return " & ".join(f"'{text}'" + (":*" if begins else "") for text, begins in quoted)


# Every name put into these statements is a constant of this file: hence nosec.
# Without the marks that vowels are written with, Bengali words would fall to pieces.
_SQLITE_TABLES = (
    (
        f"CREATE TABLE {PLACES} (id integer PRIMARY KEY, answer_id char(32) NOT NULL, "
        # By these an answer is passed over without being fetched.
        "response_id char(32) NOT NULL, question_id char(32) NOT NULL, "
        "UNIQUE (response_id, question_id))"
    ),
    (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ),
)
_COLUMNS = "answer_id, response_id, question_id"
_OF_OLD = "response_id = OLD.response_id AND question_id = OLD.question_id"
_OF_NEW = "response_id = NEW.response_id AND question_id = NEW.question_id"
_ENTER = (
    f"INSERT INTO {PLACES} ({_COLUMNS}) SELECT NEW.id, NEW.response_id, NEW.question_id "  # nosec B608
    "WHERE NEW.text_hash <> '' AND NOT NEW.is_held; "
    f"INSERT INTO {TABLE} (rowid, words) SELECT id, NEW.text FROM {PLACES} WHERE {_OF_NEW};"
)
_LEAVE = (
    f"INSERT INTO {TABLE} ({TABLE}, rowid, words) "  # nosec B608
    f"SELECT 'delete', id, OLD.text FROM {PLACES} WHERE {_OF_OLD}; "
    f"DELETE FROM {PLACES} WHERE {_OF_OLD};"
)
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER {TABLE}_insert AFTER INSERT ON surveys_answer BEGIN {_ENTER} END",
    (
        f"CREATE TRIGGER {TABLE}_update AFTER UPDATE OF text, text_hash, is_held ON surveys_answer "
        "WHEN OLD.text <> NEW.text OR OLD.text_hash <> NEW.text_hash "
        "OR OLD.is_held <> NEW.is_held "
        f"BEGIN {_LEAVE} {_ENTER} END"
    ),
    f"CREATE TRIGGER {TABLE}_delete AFTER DELETE ON surveys_answer BEGIN {_LEAVE} END",
)
_SQLITE_FILL = (
    (
        f"INSERT INTO {PLACES} ({_COLUMNS}) "  # nosec B608
        "SELECT id, response_id, question_id FROM surveys_answer "
        "WHERE text_hash <> '' AND NOT is_held"
    ),
    (
        f"INSERT INTO {TABLE} (rowid, words) SELECT place.id, answer.text FROM {PLACES} place "  # nosec B608
        "JOIN surveys_answer answer ON answer.id = place.answer_id ORDER BY place.id"
    ),
)


@dataclass(frozen=True)
class Bounds:
    """Fewer than `few` answers are looked up and sorted; of fewer than `some` a list is made.

    To list one takes as long as to pass one, divided by `passed`: so of few among few none is made.
    """

    few: int
    some: int
    passed: int = 0


@dataclass(frozen=True)
class Backend:
    """What one kind of database needs: SQL that makes the index, and how a search is written.

    `found` gives the answers that have the words: on SQLite their places in the index, on
    PostgreSQL their ids; `among` about how many answers there are. `by_person` and `by_answer` are
    for orders that go by people, or not; at each bound both ways take about as long with 100,000
    answers. `triggers` are apart: SQLite loses them with a table that a migration makes anew.
    """

    query_of: Callable[[Sequence[Term]], str]
    found: str
    among: str
    by_person: Bounds
    by_answer: Bounds
    make: tuple[str, ...]
    triggers: tuple[str, ...]
    drop: tuple[str, ...]
    forget: tuple[str, ...] = ()


BACKENDS = {
    "sqlite": Backend(
        _fts5_query,
        found=f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s",  # nosec B608
        among=f"SELECT coalesce(max(id), 0) FROM {PLACES}",  # nosec B608
        by_person=Bounds(few=400, some=2_000, passed=44),
        by_answer=Bounds(few=1_000, some=2_500, passed=75),
        make=(*_SQLITE_TABLES, *_SQLITE_FILL),
        triggers=_SQLITE_TRIGGERS,
        drop=(
            *(f"DROP TRIGGER IF EXISTS {TABLE}_{act}" for act in TRIGGERS),
            f"DROP TABLE IF EXISTS {TABLE}",
            f"DROP TABLE IF EXISTS {PLACES}",
        ),
        # All of the index in one piece: nothing stays of what was deleted from it.
        forget=(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')",),  # nosec B608
    ),
    "postgresql": Backend(
        _tsquery,
        found=f"SELECT id {_FOUND_BY_POSTGRESQL}",
        among="SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'surveys_answer'::regclass",
        by_person=Bounds(few=400, some=6_000, passed=500),
        by_answer=Bounds(few=2_000, some=2_000),
        make=(
            (
                f"CREATE INDEX {TABLE} ON surveys_answer "
                "USING gin (to_tsvector('simple', text)) WHERE text_hash <> '' AND NOT is_held"
            ),
        ),
        triggers=(),
        drop=(f"DROP INDEX IF EXISTS {TABLE}",),
    ),
}


def forget_deleted_words() -> None:
    """Take what deleted answers left in the index's pages out of the file, at once."""
    with connection.cursor() as cursor:
        for statement in BACKENDS[connection.vendor].forget:
            cursor.execute(statement)
