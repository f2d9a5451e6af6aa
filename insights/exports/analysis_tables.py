"""More sheets for the team: themes by every group, and how the machine was set."""

from django.utils.translation import gettext as _

from insights.exports.facts import Manifest, Source
from insights.exports.observed import Observed
from insights.exports.table import Column, Table, small_table
from insights.statistics import share_interval


def groups_table(source: Observed, manifest: Manifest) -> Table | None:
    """People in each theme by everything that tells people apart; exact, for the team alone."""
    rows = [
        (
            each.theme.question_key,
            each.theme.id,
            each.theme.name,
            each.told_by,
            each.group,
            each.people,
            each.base,
            *_share(each.people, each.base),
        )
        for each in source.group_figures()
    ]
    if not rows:
        return None
    columns = [
        Column(_("Question"), 24),
        Column(_("Theme id"), 38),
        Column(_("Theme"), 40),
        Column(_("Told apart by"), 30),
        Column(_("Group"), 40),
        Column(_("People"), 9),
        Column(_("People who answered"), 20),
        Column(_("Share"), 9),
        Column(_("Share, low"), 11),
        Column(_("Share, high"), 11),
    ]
    return small_table(
        _("Themes by group"),
        _("Themes by group"),
        _(
            "Restricted: exact figures. One row for each theme and group in which anybody answered "
            "the question. Where several can be chosen, one person is in several groups."
        ),
        columns,
        rows,
    )


def _share(people, base):
    return tuple(round(number, 4) for number in share_interval(people, base) or (0, 0, 0))


def runs_table(source: Source, manifest: Manifest) -> Table | None:
    """How the machine was set when it looked for themes, so that it can be made to look again."""
    runs = source.runs()
    if not runs:
        return None
    columns = [
        Column(_("Question"), 24),
        Column(_("Theme run"), 38),
        Column(_("Finished on"), 12),
        Column(_("Engine version"), 10),
        Column(_("Seed"), 8),
        Column(_("Answers read"), 10),
        Column(_("Digest of what was read (SHA-256)"), 66),
        Column(_("Setting"), 24),
        Column(_("Value"), 60),
    ]
    rows = [
        (*_run_cells(run), name, value)
        for run in runs
        for name, value in (run.settings or {"": ""}).items()
    ]
    return small_table(
        _("Run settings"),
        _("Run settings"),
        _(
            "One row for each setting and each version of a library. The same answers, settings "
            "and versions give the same themes."
        ),
        columns,
        rows,
    )


def _run_cells(run):
    about = (run.question_key, run.id, run.finished_on, run.engine)
    return (*about, run.seed, run.answers, run.digest)
