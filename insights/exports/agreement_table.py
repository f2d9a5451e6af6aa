"""The sheet Agreement: how far two people, and the machine and people, sort alike."""

from django.utils.translation import gettext as _

from insights.exports.facts import Manifest, Source
from insights.exports.table import Column, Table, small_table


FIGURES = (
    "theme_id",
    "theme",
    "read_twice",
    "agreement",
    "prevalence",
    "kappa",
    "kappa_low",
    "kappa_high",
    "alpha",
    "alpha_low",
    "alpha_high",
    "pabak",
    "judged",
    "f1",
    "f1_low",
    "f1_high",
    "flag",
)


def agreement_table(source: Source, manifest: Manifest) -> Table | None:
    """One row a theme of each question whose newest audit sample was read; none without a site."""
    if not source.has_permissions:
        return None
    columns = [
        Column(_("Question"), 18),
        Column(_("Theme id"), 38),
        Column(_("Theme"), 44),
        Column(_("Answers read twice"), 19),
        Column(_("Share read alike"), 17),
        Column(_("How common"), 13),
        Column(_("Kappa"), 9),
        Column(_("Kappa, low"), 11),
        Column(_("Kappa, high"), 12),
        Column(_("Alpha"), 9),
        Column(_("Alpha, low"), 11),
        Column(_("Alpha, high"), 12),
        Column(_("PABAK"), 9),
        Column(_("Answers the machine was checked on"), 34),
        Column(_("F1 of the machine"), 18),
        Column(_("F1, low"), 9),
        Column(_("F1, high"), 10),
        Column(_("What to do"), 50),
    ]
    rows = [
        (question, *(_cell(row[name]) for name in FIGURES))
        for question, rows in source.agreement()
        for row in rows
    ]
    return small_table(
        _("Agreement"),
        _("Agreement"),
        _(
            "One row for each theme of a question whose newest audit sample was read blind by a "
            "second person. Low and high are 95% bootstrap intervals; what nobody read is in no "
            "figure. An alpha from .800 can be relied on, from .667 it is tentative."
        ),
        columns,
        rows,
    )


def _cell(value):
    return round(value, 4) if isinstance(value, float) else value
