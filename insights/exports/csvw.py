"""What the .csv files of an export are, in words for machines: CSV on the Web (W3C).

One metadata.json beside the files names each column, its type, and what stands for no value.
"""

import json
import re
from dataclasses import dataclass


CONTEXT = "http://www.w3.org/ns/csvw"
_NOT_IN_A_NAME = re.compile("[^A-Za-z0-9]+")


@dataclass(frozen=True)
class CsvForm:
    """How .csv files are written: whether a byte order mark stands first, and how lines end."""

    has_mark: bool = True
    line_end: str = "\r\n"

    @property
    def encoding(self) -> str:
        return "utf-8-sig" if self.has_mark else "utf-8"

    def dialect(self) -> dict:
        """Return the form as CSVW describes one; a byte order mark is no part of the text."""
        return {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "headerRowCount": 1,
            "lineTerminators": [self.line_end],
        }


# By the names that insights.models.Export.CsvForm gives them.
FORMS = {
    "crlf_mark": CsvForm(),
    "lf_mark": CsvForm(line_end="\n"),
    "crlf": CsvForm(has_mark=False),
    "lf": CsvForm(has_mark=False, line_end="\n"),
}


class SeenColumn:
    """A column while its values go by: what they are, so that its type is said truly."""

    def __init__(self, heading: str, nulls: tuple[str, ...]):
        self.heading, self._nulls = heading, nulls
        self._kinds: set[str] = set()

    def see(self, value):
        if value not in ("", None) and str(value) not in self._nulls:
            self._kinds.add(_kind_of(value))

    def described(self, name: str) -> dict:
        """Return the column as CSVW describes one."""
        datatype = "string"
        if self._kinds and "string" not in self._kinds:
            datatype = "integer" if self._kinds == {"integer"} else "number"
        nulls = ["", *self._nulls]
        return {"name": name, "titles": self.heading, "datatype": datatype, "null": nulls}


def described_table(url: str, table, columns: list[SeenColumn]) -> dict:
    """Return a table as CSVW describes one."""
    names = _names([column.heading for column in columns])
    return {
        "url": url,
        "dc:title": table.title,
        "dc:description": table.explanation,
        "tableSchema": {
            "columns": [column.described(name) for column, name in zip(columns, names, strict=True)]
        },
    }


def metadata(source, tables: list[dict]) -> str:
    """Return the text of metadata.json."""
    described = {
        "@context": [CONTEXT, {"@language": source.language}],
        "@type": "TableGroup",
        "dc:title": source.title,
        "dc:publisher": source.author,
        "dc:format": f"text/csv; {FORMS[source.csv_form].encoding}",
        "dialect": FORMS[source.csv_form].dialect(),
        "tables": tables,
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _kind_of(value):
    if isinstance(value, str):
        return "string"
    return "integer" if isinstance(value, int) else "number"


def _names(headings):
    """Return a name for each heading that may stand in an address, each another one."""
    taken: set[str] = set()
    for heading in headings:
        base = _NOT_IN_A_NAME.sub("_", heading).strip("_").lower() or "column"
        number, name = 1, base
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        yield name
