"""The .qdpx writer: a project for programs that code texts, as REFI-QDA 1.0 describes one.

A zip with project.qde, written as it goes. Each answer is a source of its own, its text a file in
the folder `sources`: there is a place for texts within project.qde too, but QualCoder and others
read only files. Places are counted in characters (code points), the first from 0, the end not
included.
"""

import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from insights.exports.cells import CellReport, clean_text
from insights.exports.codes_xml import CodesFile, by_question
from insights.exports.facts import CodedFacts, Manifest, Source
from insights.exports.theme_sets import by_machine


NAMESPACE = "urn:QDA-XML:project:1.0"
# Small letters, as MAXQDA and ATLAS.ti write it, and as all readers that were tried look for it.
FOLDER = "sources"
PROGRESS_EVERY = 200
# What is said of each person, in this order.
ABOUT = ("audience", "age_band", "language")


def place_in(text: str, place: int, report: CellReport) -> int:
    """Return a place of `text` in its cleaned form: what is dropped before it moves it back.

    >>> place_in("a" + chr(13) + chr(10) + "b", 3, CellReport())
    2
    """
    return len(clean_text(text[:place], report))


class ProjectFile(CodesFile):
    """Writes one project."""

    member_names = "targetGUID"

    def __init__(self, source: Source, manifest: Manifest, report: CellReport):
        super().__init__(source, manifest, report)
        self._now = f"{manifest.made_on}T00:00:00Z"  # to the day, as the manifest has it
        self._uncounted = CellReport()
        self.sources = 0

    def write(self, raw, progress: Callable[[int], None]):
        """Write project.qde, its elements in the order of the standard."""
        self._start(raw)
        self._open(
            "Project",
            xmlns=NAMESPACE,
            name=self._source.title,
            origin=self._manifest.software,
            creationDateTime=self._now,
        )
        self._write_users()
        self._write_codebook()
        self._write_variables()
        self._write_cases()
        self._write_sources(progress)
        self._write_sets()
        self._close("Project")
        self._xml.endDocument()

    # --- who decided, and on what ---

    def _write_users(self):
        self._open("Users")
        for name in self._deciders():
            self._empty("User", guid=self._guid("user", name), name=name)
        self._close("Users")

    def _deciders(self):
        return list(dict.fromkeys([_("A person"), by_machine()]))

    def _write_codebook(self):
        if not self._themes:
            return  # the standard has no empty list of codes
        self._open("CodeBook")
        self._open("Codes")
        for key, themes in by_question(self._themes).items():
            self._write_question(key, themes[0].question, themes)
        self._close("Codes")
        self._close("CodeBook")

    # --- whose words ---

    def _variable_names(self):
        return dict(zip(ABOUT, (_("Audience"), _("Age band"), _("Language")), strict=True))

    def _write_variables(self):
        self._open("Variables")
        for key, name in (*self._variable_names().items(), ("question", _("Question"))):
            guid = self._guid("variable", key)
            self._empty("Variable", guid=guid, name=name, typeOfVariable="Text")
        self._close("Variables")

    def _write_value(self, key, value):
        if value:
            self._open("VariableValue")
            self._empty("VariableRef", targetGUID=self._guid("variable", key))
            self._text("TextValue", value)
            self._close("VariableValue")

    def _write_cases(self):
        """Write each person with what they answered; only names are kept in memory."""
        people: dict[str, tuple[tuple, list[str]]] = {}
        for answer, _places in self._answers():
            about = tuple(getattr(answer, key) for key in ABOUT)
            people.setdefault(answer.person, (about, []))[1].append(answer.question_key)
        if not people:
            return
        self._open("Cases")
        for person, (about, questions) in people.items():
            self._open("Case", guid=self._guid("case", person), name=person)
            for key, value in zip(ABOUT, about, strict=True):
                self._write_value(key, value)
            for question in questions:
                self._empty("SourceRef", targetGUID=self._guid("source", person, question))
            self._close("Case")
        self._close("Cases")

    # --- what they said ---

    def _answers(self) -> Iterator[tuple[CodedFacts, list[CodedFacts]]]:
        """Yield each answer that says anything, with its places."""
        rows = groupby(self._source.coded(), key=lambda one: (one.person, one.question_key))
        for _name, group in rows:
            places = list(group)
            if clean_text(places[0].text, self._uncounted):
                yield places[0], [one for one in places if one.theme_id and one.end is not None]

    def _write_sources(self, progress):
        is_open = False
        for number, (answer, places) in enumerate(self._answers(), start=1):
            if not is_open:
                self._open("Sources")
                is_open = True
            self._write_source(answer, places)
            self.sources = number
            if number % PROGRESS_EVERY == 0:
                progress(number)
        if is_open:
            self._close("Sources")

    def _write_source(self, answer, places):
        guid = self._source_guid(answer)
        self._open(
            "TextSource",
            guid=guid,
            name=f"{answer.person} {answer.question_key}",
            plainTextPath=f"internal://{guid}.txt",
        )
        ranged = sorted(places, key=lambda one: (one.start, one.end))
        for span, codings in groupby(ranged, key=lambda one: (one.start, one.end)):
            self._write_selection(answer, guid, span, list(codings))
        self._write_value("question", answer.question_key)
        self._close("TextSource")

    def _source_guid(self, answer) -> str:
        return self._guid("source", answer.person, answer.question_key)

    def write_texts(self, archive: zipfile.ZipFile):
        """Write each answer as a file of its own; the folder is there even if nobody answered."""
        archive.writestr(self.member(f"{FOLDER}/"), "")
        for answer, _places in self._answers():
            name = self.member(f"{FOLDER}/{self._source_guid(answer)}.txt")
            archive.writestr(name, self._clean(answer.text))

    def member(self, name: str) -> zipfile.ZipInfo:
        """Return a part of the zip, of the day of the file: it says no more of time than that."""
        year, month, day = (int(part) for part in self._manifest.made_on.split("-"))
        part = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
        part.compress_type = zipfile.ZIP_DEFLATED
        return part

    def _write_selection(self, answer, guid, span, codings):
        start, end = (place_in(answer.text, place, self._uncounted) for place in span)
        if start == end:  # nothing of it was left that XML can hold
            return
        name = self._guid("selection", guid, str(span))
        self._open(
            "PlainTextSelection",
            guid=name,
            startPosition=start,
            endPosition=end,
            creatingUser=self._guid("user", codings[0].decided_by),
            # The standard can do without, QualCoder cannot.
            creationDateTime=self._now,
        )
        for number, one in enumerate(codings):
            self._open(
                "Coding",
                guid=self._guid("coding", name, one.theme_id, str(number)),
                creatingUser=self._guid("user", one.decided_by),
                creationDateTime=self._now,
            )
            self._empty("CodeRef", targetGUID=self._guid("theme", one.theme_id))
            self._close("Coding")
        self._close("PlainTextSelection")


class ProjectKind:
    """The kind of file: unlike the others it is no set of tables, so it writes itself."""

    suffix = ".qdpx"
    is_public = False
    has_people = True
    content_type = "application/zip"

    def write(self, source: Source, manifest: Manifest, *, path: Path, progress) -> None:
        """Write the project to `path`, and leave nothing else there."""
        report = CellReport()
        name = str(_("Coded answers"))
        progress(name, 0, 0)
        project = ProjectFile(source, manifest, report)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(project.member("project.qde"), "w", force_zip64=True) as raw:
                project.write(raw, lambda done: progress(name, done, manifest.answers))
            project.write_texts(archive)
        manifest.texts = report.counts()
        manifest.rows[name] = project.sources
