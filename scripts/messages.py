"""Gathers every marked text of the site into the catalogues under locale/, and compiles them.

    python scripts/messages.py extract    add new texts to the .po files, take out what is gone
    python scripts/messages.py compile    write the .mo files that the site reads

Templates are read by Django's own parser and Python by its own, so that no tool beside the pinned
packages is needed: GNU gettext is not on every machine. The .mo files are kept in version control
for the same reason: a fresh checkout speaks every language before anything is installed.
"""

import ast
import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import django
import polib
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode


ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("consult", "people", "safeguarding", "surveys", "insights", "partners")
RESPONDENT, STAFF = "respondent", "staff"
# What only staff and partners meet. Everything else is the respondent's side, or shared with it.
STAFF_PARTS = (
    "insights/",
    "partners/",
    "people/",
    "consult/management/",
    "surveys/actions/imports.py",
    "surveys/actions/survey.py",
    "surveys/importing.py",
    "surveys/mapping.py",
    "surveys/management/",
    "surveys/models/",
    "surveys/question_types/missing.py",
    "surveys/permission_purposes.py",
    "surveys/reading_report.py",
    "surveys/routes/",
    "surveys/sheets.py",
    "surveys/spreadsheets.py",
    "surveys/views/reading.py",
    "surveys/views/staff.py",
    "templates/account/",
    "templates/insights/",
    "templates/mfa/",
    "templates/partners/",
    "templates/people/",
    "templates/staff.html",
    "templates/surveys/preview_page.html",
    "templates/surveys/survey_paper.html",
    "templates/surveys/survey_reading.html",
    "templates/surveys/survey_routes.html",
    "templates/components/route_graph.html",
    "templates/components/card_action.html",
    "templates/components/empty_state.html",
    "templates/components/pagination.html",
    "templates/components/progress_bar.html",
    "templates/components/chart_",
    "templates/components/last_step.html",
    "templates/components/quote",
    "templates/components/rail.html",
    "templates/components/sections.html",
    "templates/components/theme_",
    "surveys/languages.py",
)
# Pages of those parts that everybody may open.
PUBLIC_PARTS = ("templates/insights/what_happened.html",)
# Which languages each side speaks. A further one is a line here and in surveys/languages.py.
SPOKEN = {RESPONDENT: ("cy", "pl", "ur", "ar", "bn"), STAFF: ("cy",)}
NAMES = {"cy": "Welsh", "pl": "Polish", "ur": "Urdu", "ar": "Arabic", "bn": "Bengali"}
PLURALS = {
    "cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ur": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 && n%100<=99 ? 4 : 5;",
    "bn": "nplurals=2; plural=(n != 1);",
}
SINGLE = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})


@dataclass
class Text:
    """One marked text: its plural where it has one, and the files it stands in."""

    plural: str = ""
    sides: set = field(default_factory=set)
    files: set = field(default_factory=set)


def side_of(name: str) -> str:
    """Return whose side a file is on.

    >>> side_of("templates/surveys/withdraw.html"), side_of("insights/forms.py")
    ('respondent', 'staff')
    """
    is_staff = name.startswith(STAFF_PARTS) and not name.startswith(PUBLIC_PARTS)
    return STAFF if is_staff else RESPONDENT


def marked_texts() -> dict[str, Text]:
    """Return every marked text of templates and Python, by its English."""
    found: dict[str, Text] = defaultdict(Text)
    sources = [
        *((path, template_texts) for path in sorted((ROOT / "templates").rglob("*.html"))),
        *((path, template_texts) for path in sorted((ROOT / "templates").rglob("*.txt"))),
        *((p, python_texts) for each in PACKAGES for p in sorted((ROOT / each).rglob("*.py"))),
    ]
    directory = ROOT / "safeguarding" / "support.json"
    for path, read in [*sources, (directory, directory_texts)]:
        name = str(path.relative_to(ROOT))
        for single, plural in read(path):
            text = found[single]
            text.plural = text.plural or plural
            text.sides.add(side_of(name))
            text.files.add(name)
    return dict(found)


def template_texts(path: Path):
    """Yield (text, plural) of a template."""
    template = engines["django"].from_string(path.read_text(encoding="utf-8")).template
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        if isinstance(node.filter_expression.var, str):
            yield str(node.filter_expression.var), ""
        elif node.filter_expression.var.literal is not None:
            yield node.filter_expression.var.literal, ""
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        single, _names = node.render_token_list(node.singular)
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        yield single, plural


def python_texts(path: Path):
    """Yield (text, plural) of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if node.func.id in SINGLE and texts and isinstance(texts[0], str):
            yield texts[0], ""
        elif node.func.id in PLURAL and len(texts) >= 2:
            yield texts[0], texts[1]


def directory_texts(path: Path):
    """Yield (text, plural) of the support directory, for the entries that are shown."""
    for entry in json.loads(path.read_text(encoding="utf-8")):
        if entry["verified_on"]:
            texts = (entry["name"], *entry["detail"].values(), entry["relay"])
            yield from ((text, "") for text in texts if text)


def catalogue_path(side: str, code: str) -> Path:
    return ROOT / "locale" / side / code / "LC_MESSAGES" / "django.po"


def wanted(texts: dict[str, Text], side: str) -> dict[str, Text]:
    """Return the texts of one side; what both sides say belongs to the respondent's."""
    if side == RESPONDENT:
        return {english: text for english, text in texts.items() if RESPONDENT in text.sides}
    return {english: text for english, text in texts.items() if RESPONDENT not in text.sides}


def updated(path: Path, code: str, texts: dict[str, Text]) -> polib.POFile:
    """Return the catalogue with every wanted text, and each translation it had."""
    before = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {entry.msgid: entry for entry in before}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.header = before.header or header_of(code)
    catalogue.metadata = before.metadata or metadata_of(code)
    for english in sorted(texts, key=lambda each: (min(texts[each].files), each)):
        catalogue.append(_entry(english, texts[english], known.get(english), code))
    return catalogue


def _entry(english, text, old, code):
    entry = polib.POEntry(
        msgid=english,
        msgid_plural=text.plural,
        occurrences=[(name, "") for name in sorted(text.files)],
        flags=["python-format"] if "%(" in english else [],
    )
    if text.plural:
        forms = int(PLURALS[code].split("nplurals=")[1][0])
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    if old is not None and bool(old.msgid_plural) == bool(text.plural):
        entry.msgstr = old.msgstr
        entry.msgstr_plural = old.msgstr_plural or entry.msgstr_plural
        entry.tcomment = old.tcomment
        if "fuzzy" in old.flags:
            entry.flags.append("fuzzy")
    return entry


def header_of(code):
    language = NAMES[code]
    return (
        f"{language} words of the site.\n"
        f"Status: machine draft, not yet checked by somebody who speaks {language}. A language is "
        "offered to\npeople only when CHECKED_LANGUAGES names it (docs/how-to/languages.md)."
    )


def metadata_of(code):
    return {
        "Project-Id-Version": "consult",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[code],
        "X-Status": "machine_draft",
    }


def catalogues():
    """Yield (side, code, path) of every catalogue."""
    for side, codes in SPOKEN.items():
        for code in codes:
            yield side, code, catalogue_path(side, code)


def extract():
    texts = marked_texts()
    for side, code, path in catalogues():
        catalogue = updated(path, code, wanted(texts, side))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{catalogue}\n".rstrip("\n") + "\n", encoding="utf-8")
        missing = len(catalogue.untranslated_entries())
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {missing} without words")


def compile_all():
    for _side, _code, path in catalogues():
        path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())


def main(arguments):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
    django.setup()
    commands = {"extract": extract, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in commands:
        raise SystemExit(f"Say what to do: {' or '.join(commands)}")
    commands[arguments[0]]()


if __name__ == "__main__":
    main(sys.argv[1:])
