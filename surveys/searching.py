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
    """Whether an answer has the words, by its id and its text; how many have them decides how.

    The few that have rare words are listed, to be looked up. Else each answer is asked in its turn,
    until a page is full: SQLite lists the places in its index, which are numbers, and asks for each
    answer's own; PostgreSQL reads the answer. Without IS TRUE it would list all that have the
    words, and look up and sort thousands for one page.
    """

    output_field = BooleanField()

    def __init__(self, pk, text, words: str):
        super().__init__(pk, text)
        self.terms = terms_of(words)

    @cached_property
    def are_few(self) -> bool:
        """Tell whether few answers have the words; no more of them are counted than tell it."""
        backend = BACKENDS[connection.vendor]
        counted = f"SELECT count(*) FROM ({backend.found} LIMIT %s) found"  # nosec B608
        with connection.cursor() as cursor:
            cursor.execute(counted, [backend.query_of(self.terms), backend.few])
            return cursor.fetchone()[0] < backend.few

    def as_sqlite(self, compiler, connection, **extra):
        pk, params = compiler.compile(self.source_expressions[0])
        backend = BACKENDS["sqlite"]
        if self.are_few:
            answers = f"SELECT answer_id FROM {PLACES} WHERE id IN ({backend.found})"  # nosec B608
            sql = f"{pk} IN ({answers})"
        else:
            sql = f"(SELECT id FROM {PLACES} WHERE answer_id = {pk}) IN ({backend.found})"  # nosec B608
        return sql, [*params, backend.query_of(self.terms)]

    def as_postgresql(self, compiler, connection, **extra):
        backend = BACKENDS["postgresql"]
        pk, text = self.source_expressions
        if self.are_few:
            sql, params = compiler.compile(pk)
            sql = f"{sql} = ANY(ARRAY({backend.found}))"
        else:
            sql, params = compiler.compile(text)
            sql = f"({_having(sql)}) IS TRUE"
        return sql, [*params, backend.query_of(self.terms)]


def _having(text: str) -> str:
    return f"to_tsvector('simple', {text}) @@ to_tsquery('simple', %s)"


def _fts5_query(terms: Sequence[Term]) -> str:
    quoted = ((term.text.replace('"', '""'), term.is_beginning) for term in terms)
    return " AND ".join(f'"{text}"' + ("*" if begins else "") for text, begins in quoted)


def _tsquery(terms: Sequence[Term]) -> str:
    quoted = ((re.sub(r"(['\\])", r"\1\1", term.text), term.is_beginning) for term in terms)
    return " & ".join(f"'{text}'" + (":*" if begins else "") for text, begins in quoted)


# Every name put into these statements is a constant of this file: hence nosec.
# Without the marks that vowels are written with, Bengali words would fall to pieces.
_SQLITE_TABLES = (
    f"CREATE TABLE {PLACES} (id integer PRIMARY KEY, answer_id char(32) NOT NULL UNIQUE)",
    (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ),
)
_ENTER = (
    f"INSERT INTO {PLACES} (answer_id) SELECT NEW.id "  # nosec B608
    "WHERE NEW.text_hash <> '' AND NOT NEW.is_held; "
    f"INSERT INTO {TABLE} (rowid, words) "
    f"SELECT id, NEW.text FROM {PLACES} WHERE answer_id = NEW.id;"
)
_LEAVE = (
    f"INSERT INTO {TABLE} ({TABLE}, rowid, words) "  # nosec B608
    f"SELECT 'delete', id, OLD.text FROM {PLACES} WHERE answer_id = OLD.id; "
    f"DELETE FROM {PLACES} WHERE answer_id = OLD.id;"
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
        f"INSERT INTO {PLACES} (answer_id) SELECT id FROM surveys_answer "  # nosec B608
        "WHERE text_hash <> '' AND NOT is_held"
    ),
    (
        f"INSERT INTO {TABLE} (rowid, words) SELECT place.id, answer.text FROM {PLACES} place "  # nosec B608
        "JOIN surveys_answer answer ON answer.id = place.answer_id ORDER BY place.id"
    ),
)


@dataclass(frozen=True)
class Backend:
    """What one kind of database needs: SQL that makes the index, and how a search is written.

    `found` gives the answers that have the words: on SQLite their places in the index, on
    PostgreSQL their ids. So `few` answers are looked up and sorted about as fast as a page of them
    is walked to, which takes PostgreSQL longer, as it reads what it passes. `triggers` are apart:
    SQLite loses them with a table that a migration makes anew.
    """

    query_of: Callable[[Sequence[Term]], str]
    found: str
    few: int
    make: tuple[str, ...]
    triggers: tuple[str, ...]
    drop: tuple[str, ...]
    forget: tuple[str, ...] = ()


BACKENDS = {
    "sqlite": Backend(
        _fts5_query,
        found=f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s",  # nosec B608
        few=1_000,
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
        found=(
            "SELECT id FROM surveys_answer "  # nosec B608
            f"WHERE text_hash <> '' AND NOT is_held AND {_having('text')}"
        ),
        few=2_000,
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
