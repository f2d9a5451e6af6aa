"""What the two files of REFI-QDA share: XML written as it goes, codes, and sets of codes."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import XMLGenerator

from django.utils.translation import gettext as _

from insights.exports.cells import CellReport, clean_text
from insights.exports.facts import Manifest, Source, ThemeFacts


class CodesFile:
    """Writes one file; every guid is made from the export's own names, so none is an id.

    `member_names` is what the standard calls the guid of a set's member in this kind of file.
    """

    member_names = "guid"

    def __init__(self, source: Source, manifest: Manifest, report: CellReport):
        self._source, self._manifest, self._report = source, manifest, report
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"{manifest.export_id}|{manifest.runs}")
        self._themes = source.themes()
        labels = {one.key: (one.label, one.key) for one in source.questions()}
        self._question_names = told_apart(labels)
        self._theme_names = told_apart(
            {theme.id: (theme.name, theme.question_key) for theme in self._themes}
        )

    def _start(self, raw):
        self._xml = XMLGenerator(raw, encoding="utf-8", short_empty_elements=True)
        self._xml.startDocument()

    # --- elements ---

    def _open(self, tag, **attributes):
        cleaned = {name: self._clean(str(value)) for name, value in attributes.items()}
        self._xml.startElement(tag, cleaned)

    def _close(self, tag):
        self._xml.endElement(tag)

    def _text(self, tag, words):
        self._open(tag)
        self._xml.characters(self._clean(words))
        self._close(tag)

    def _empty(self, tag, **attributes):
        self._open(tag, **attributes)
        self._close(tag)

    def _clean(self, words):
        return clean_text(words, self._report)

    def _guid(self, *names) -> str:
        return str(uuid.uuid5(self._space, "|".join(names)))

    # --- codes ---

    def _write_question(self, key: str, words: str, themes: Sequence[ThemeFacts]):
        """Write the codes of a question within one that stands for the question itself."""
        name = self._question_names.get(key, words)
        self._open("Code", guid=self._guid("question", key), name=name, isCodable="false")
        known = {theme.id for theme in themes}
        self._write_codes(themes, [one for one in themes if one.parent_id not in known])
        self._close("Code")

    def _write_codes(self, family, level):
        for theme in level:
            guid = self._guid("theme", theme.id)
            name = self._theme_names[theme.id]
            self._open("Code", guid=guid, name=name, isCodable="true")
            if description := _description_of(theme):
                self._text("Description", description)
            self._write_codes(family, [one for one in family if one.parent_id == theme.id])
            self._close("Code")

    def _write_sets(self):
        """Write a set for each way in which themes were decided on: what no person has read too."""
        if not self._themes:
            return  # the standard has no empty list of sets
        self._open("Sets")
        ranked = sorted(self._themes, key=lambda theme: theme.decided_by)
        for decided_by, themes in groupby(ranked, key=lambda theme: theme.decided_by):
            name = _("Decided by: %(who)s") % {"who": decided_by}
            self._open("Set", guid=self._guid("set", decided_by), name=name)
            for theme in themes:
                self._empty("MemberCode", **{self.member_names: self._guid("theme", theme.id)})
            self._close("Set")
        self._close("Sets")


def _description_of(theme) -> str:
    lines = [
        theme.definition,
        theme.include_when and _("Include when: %(words)s") % {"words": theme.include_when},
        theme.exclude_when and _("Leave out when: %(words)s") % {"words": theme.exclude_when},
    ]
    return "\n".join(line for line in lines if line) or theme.key_words


def told_apart(named: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return a name of its own for each: programs that keep codes in one list lose the second.

    `named` has for each its words, and what is put behind them where others are called the same.

    >>> told_apart({"1": ("Time", "a"), "2": ("time", "b"), "3": ("Pay", "b")})
    {'1': 'Time (a)', '2': 'time (b)', '3': 'Pay'}
    """
    often = Counter(words.casefold() for words, _more in named.values())
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for key, (words, more) in named.items():
        name = words if often[words.casefold()] == 1 else f"{words} ({more})"
        taken[name.casefold()] += 1
        again = taken[name.casefold()]
        names[key] = name if again == 1 else f"{name} {again}"
    return names


def by_question(themes: Iterable[ThemeFacts]) -> Mapping[str, list[ThemeFacts]]:
    """Return themes by the key of their question, in the order in which they come."""
    found: dict[str, list[ThemeFacts]] = {}
    for theme in themes:
        found.setdefault(theme.question_key, []).append(theme)
    return found
