"""What a report states: when and how people answered, how themes were found, and its limits."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.disclosure import HIDDEN, is_small
from insights.exports.about_tables import rounded
from insights.exports.facts import Manifest, Source
from insights.exports.notes import left_out_words
from insights.exports.published import ALL, Published
from insights.exports.signing_words import signing_cells, signing_headings
from insights.exports.state import answering_rows, deciding_rows, method_words, rules_words


def headings_of(*words: str, numbers) -> list[dict]:
    """Return headings as components/table.html takes them."""
    names = [{"text": each} for each in words]
    return [*names, *({"text": each, "numeric": True} for each in numbers)]


def day_words(text: str) -> str:
    """Return a day as people write it."""
    return date_format(date.fromisoformat(text)) if text else ""


def stated(published: Published) -> list[tuple[str, str]]:
    """Return when and how people answered, who asked, and who decides."""
    facts = published.state()
    if facts is None:
        return []
    is_told = published.people_shown(ALL) != HIDDEN
    return [*answering_rows(facts, is_told=is_told, written=day_words), *deciding_rows(facts)]


def method_of(published: Published, source: Source, label: Callable[[str], str]) -> dict:
    """Return how themes were found, by which rules figures are hidden, and how far all is.

    `label` says what the question of a key is called.
    """
    return {
        "themes": len(published.themes()),
        "machine": method_words(),
        "rules": rules_words(),
        "signing_headings": signing_headings(),
        "shelves": _shelves(published),
        "signing": [
            [label(one.question_key), *signing_cells(one, written=day_words)]
            for one in published.signing()
        ],
        "run_headings": headings_of(
            _("Question"), _("Searched on"), _("Engine"), _("Number of the search"), numbers=[]
        ),
        "runs": [
            [label(one.question_key), day_words(one.finished_on), one.engine, one.id]
            for one in source.runs()
        ],
    }


def _shelves(published: Published) -> str:
    """Return the names of what stands beside themes, each once."""
    facts = published.signing()
    names = dict.fromkeys(one.name for each in facts for one in each.shelves if one.answers)
    return ", ".join(names)


def left_out_rows(manifest: Manifest) -> list[list]:
    """Return what was left out; a small number of people who withdrew is nobody's business."""
    return [
        [
            left_out_words(key),
            _("none") if not n else _("fewer than 10") if is_small(n) else _about(n),
        ]
        for key, n in manifest.left_out.items()
    ]


def _about(count: int) -> str:
    return _("about %(count)s") % {"count": rounded(count)}
