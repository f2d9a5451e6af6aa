"""Small sheets about a file: how people came, what was left out, what changed, whose it is."""

from django.conf import settings
from django.utils.translation import gettext as _

from insights.disclosure import HIDDEN, NOT_APPLICABLE, is_small
from insights.exports.facts import Manifest, Source
from insights.exports.notes import left_out_words, published_table
from insights.exports.table import Column, Table, small_table


def rounded(count: int) -> int:
    """Return a count to the nearest five.

    >>> rounded(42), rounded(43)
    (40, 45)
    """
    return (2 * count + 5) // 10 * 5


# --- by what ways people came ---


def reach_table(source, manifest: Manifest) -> Table | None:
    """How many people came by what way, in which language and format; exact, for the team."""
    people = source.people_figures()
    if not people:
        return None
    total = manifest.people
    name = _("Reach")
    return small_table(
        name,
        name,
        _(
            "One row for each group of what is known of everybody, and for the help that people "
            "told of, where they were asked."
        ),
        [
            Column(_("Told apart by"), 30),
            Column(_("Group"), 40),
            Column(_("People"), 9),
            Column(_("Share of all people"), 12),
        ],
        [(*row, round(row[2] / total, 4) if total else None) for row in people],
    )


# --- what was left out ---


def left_out_table(source: Source, manifest: Manifest) -> Table | None:
    """What stands in no sheet, and why; exact, for the team."""
    return _left_out(manifest, small_table, lambda count: count)


def published_left_out_table(source, manifest: Manifest) -> Table | None:
    """What stands in no sheet, and why: small numbers are nobody's business."""
    return _left_out(manifest, published_table, _shown)


def _shown(count):
    if not count:
        return 0
    return HIDDEN if is_small(count) else rounded(count)


def _left_out(manifest, made, shown):
    if not manifest.left_out:
        return None
    name = _("Left out")
    told = _("One row for each reason for which something stands in no other sheet.")
    return made(
        name,
        name,
        told,
        [Column(_("What was left out"), 60), Column(_("Number"), 10)],
        [(left_out_words(key), shown(count)) for key, count in manifest.left_out.items()],
    )


# --- what changed ---


def changes_table(source: Source, manifest: Manifest) -> Table | None:
    """Which versions were published, what was signed off, and which files were released before."""
    return _changes(source, manifest, small_table)


def published_changes_table(source, manifest: Manifest) -> Table | None:
    """The same: nothing of it is about anybody who answered."""
    return _changes(source, manifest, published_table)


def _changes(source, manifest, made):
    rows = [(one.day, one.what, one.details or NOT_APPLICABLE) for one in source.changes()]
    if not rows:
        return None
    rows.append((manifest.made_on, _("This file made"), manifest.export_id))
    name = _("Changelog")
    return made(
        name,
        name,
        _("One row for each thing that changed what is said here, with its day, in order."),
        [
            Column(_("Day"), 12),
            Column(_("What changed"), 50),
            Column(_("Number, checksum or question"), 66),
        ],
        rows,
    )


# --- whose it is ---


def licence_table(source: Source, manifest: Manifest) -> Table | None:
    """That the team's files are for nobody else; none without a site."""
    if not source.has_permissions:
        return None
    rows = [
        (_("Licence"), _("None. This file is for people who may read answers, and nobody else.")),
        *_rights_rows(source),
    ]
    return _licence(rows, small_table)


def published_licence_table(source, manifest: Manifest) -> Table | None:
    """What anybody may do with the file; none without a site."""
    if not source.has_permissions:
        return None
    rows = [(_("Licence"), licence_words(source)), *_rights_rows(source)]
    return _licence(rows, published_table)


def licence_words(source) -> str:
    """Return what anybody may do with what is published; that nothing is stated is said too."""
    nothing = _("None was stated. Ask %(author)s before you use this file for anything else.")
    return settings.PUBLICATION_LICENCE or nothing % {"author": source.author}


def _rights_rows(source):
    yield (_("Made by"), source.author)
    yield (
        _("People’s words"),
        _("They belong to those who wrote them, who can take them back at any time."),
    )
    sources = dict.fromkeys(
        f"{one.benchmark.source}, {one.benchmark.url}" for one, _figures in source.compared()
    )
    for each in sources:
        yield (_("Figures of others"), each)


def _licence(rows, made):
    name = _("Licence")
    told = _("What may be done with this file, and whose words and figures are in it.")
    columns = [Column(_("What"), 24), Column(_("Words"), 100)]
    return made(name, name, told, columns, rows)
