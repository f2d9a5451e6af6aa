"""Markers to type into fields, and places to look for them afterwards."""

import secrets

from django.db import connection

from tests.faults.browser import Browser


# Where words that people sent may stand, by kind of database: the answers, and the index by which
# they are searched. PostgreSQL's is no table. Every other table holds ids, counts and states.
ALLOWED_TABLES = {
    "sqlite": frozenset({"surveys_answer", "surveys_answerwords_data"}),
    "postgresql": frozenset({"surveys_answer"}),
}
BEGINNING = 10


class Canaries:
    """Hands out words that stand nowhere else, and finds them again."""

    def __init__(self):
        self.by_word = {}

    def word(self, where):
        """Return a new marker for one place, such as a field or a header."""
        word = f"canary{secrets.token_hex(8)}"
        self.by_word[word] = where
        return word

    def found_in(self, content):
        """Return the places whose marker stands in some text or bytes.

        Its end is enough: an index keeps the beginning that words have in common only once.
        """
        data = content if isinstance(content, bytes) else str(content).encode()
        wide = data.replace(b"\0", b"")  # UTF-16, as some logs are
        return sorted(
            {
                where
                for word, where in self.by_word.items()
                if word[BEGINNING:].encode() in data or word[BEGINNING:].encode() in wide
            }
        )

    def found_in_files(self, *folders):
        """Return {file: places} for every file under the folders that holds a marker."""
        found = {}
        for folder in folders:
            for path in [folder] if folder.is_file() else folder.rglob("*"):
                if path.is_file() and (places := self.found_in(path.read_bytes())):
                    found[str(path)] = places
        return found

    def found_in_tables(self):
        """Return {table: places} for the database of this test."""
        found = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                if places := self.found_in(repr(cursor.fetchall())):
                    found[table] = places
        return found


class FillsEverything(Browser):
    """Types a marker into every text field and takes the first of every choice."""

    def __init__(self, port, canaries, *, numbers=frozenset(), **options):
        super().__init__(port, **options)
        self.canaries = canaries
        self.numbers = numbers

    def submit(self, page, answers):
        wanted = dict(answers)
        for name, allowed in page.form.choices.items():
            wanted.setdefault(name.rpartition("-")[2], allowed[0])
        for name, kept in page.form.texts.items():
            key = name.rpartition("-")[2]
            wanted.setdefault(key, "3" if key in self.numbers else kept or self.canaries.word(key))
        return super().submit(page, wanted)


class ClientBrowser(FillsEverything):
    """The same person, through Django's test client."""

    def __init__(self, client, canaries, **options):
        super().__init__(0, canaries, **options)
        self.client = client

    def _request(self, method, path, body):
        response = self.client.generic(
            method,
            path,
            body or b"",
            content_type="application/x-www-form-urlencoded",
            headers=self.headers,
        )
        # Not closed: that would end the connection that the test's own transaction is on.
        text = response.content.decode()
        return response.status_code, response.headers.get("Location", ""), text
