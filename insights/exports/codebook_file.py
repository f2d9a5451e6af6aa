"""The .qdc writer: what the themes are and mean, and nobody's words, as REFI-QDA 1.0 describes it.

For programs that code texts and are to start from the same codes. Each question is a code that
nothing is put in, and its themes stand below it, as in the project (project.py).
"""

from pathlib import Path

from django.utils.translation import gettext as _

from insights.exports.cells import CellReport
from insights.exports.codes_xml import CodesFile, by_question
from insights.exports.facts import Manifest, Source


NAMESPACE = "urn:QDA-XML:codebook:1.0"


class CodebookFile(CodesFile):
    """One codebook, its elements in the order of the standard."""

    def write(self, raw):
        self._start(raw)
        self._open("CodeBook", xmlns=NAMESPACE, origin=self._manifest.software)
        self._open("Codes")
        themes = by_question(self._themes)
        asked = {one.key: one.label for one in self._source.questions()}
        # The standard has no empty list of codes: a survey without questions stands for itself.
        for key, words in (asked or {"": self._source.title}).items():
            self._write_question(key, words, themes.get(key, []))
        self._close("Codes")
        self._write_sets()
        self._close("CodeBook")
        self._xml.endDocument()

    def count(self) -> int:
        return len(self._themes)


class CodebookKind:
    """The kind of file: it has no tables, so it writes itself."""

    suffix = ".qdc"
    # Names that the machine gave are words of answers, and nobody has released them.
    is_public = False
    has_people = False
    content_type = "application/xml"

    def write(self, source: Source, manifest: Manifest, *, path: Path, progress) -> None:
        """Write the codebook to `path`."""
        report = CellReport()
        name = str(_("Codebook"))
        progress(name, 0, 0)
        codebook = CodebookFile(source, manifest, report)
        with path.open("wb") as raw:
            codebook.write(raw)
        manifest.texts = report.counts()
        manifest.rows[name] = codebook.count()
