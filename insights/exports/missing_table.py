"""Who is missing, as a table of the report: the sheet Representativeness in few columns."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from insights.exports.representativeness import Compared, Comparison
from insights.overview.missing import population_words, verdict_words


def missing_table(one: Comparison, figures: Mapping[str, Compared]) -> dict:
    """Return one comparison as components/table.html takes it, and where its population is from."""
    numeric = [_("Share"), _("Likely between"), _("Expected")]
    headings = [{"text": _("Group")}, *({"text": each, "numeric": True} for each in numeric)]
    return {
        "caption": _("%(audience)s: %(question)s")
        % {"audience": one.audience, "question": one.column.words},
        "headings": [*headings, {"text": _("What may be said")}],
        "rows": [[one.column.options[code], *_cells(each)] for code, each in figures.items()],
        "source": population_words(one.benchmark),
    }


def _cells(compared) -> list[str]:
    line = compared.line
    expected, verdict = f"{round(100 * line.expected)}%", verdict_words(line.verdict)
    if line.share is None or line.interval is None:
        return [compared.symbol, compared.symbol, expected, verdict]
    low, high = (round(100 * end) for end in line.interval)
    between = _("%(low)s%% to %(high)s%%") % {"low": low, "high": high}
    return [f"{round(100 * line.share)}%", between, expected, verdict]
