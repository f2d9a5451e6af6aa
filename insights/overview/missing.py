"""Who is missing: shares of who answered beside those of a population (practice note 5.2). Pure.

People chose to take part, so a difference says who was reached, and nothing of how sure a result
is. The interval is Wilson's, of the people whose group is known; of rounded figures where only
those may be seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from insights.charts import Bar, Table, bar_chart
from insights.comparing.attributes import Attribute
from insights.comparing.presenting import number_words
from insights.comparing.tally import NOT_KNOWN
from insights.disclosure import HIDDEN
from insights.overview.answered import SEPARATOR, Seen
from insights.overview.benchmarks import Benchmark, benchmark_for
from insights.overview.figures import KNOWN
from insights.overview.people import concept_of
from insights.statistics import base_warning, share_interval


# Practice note 5.1: below so many people no share of a group is told.
FEWEST = 30


@dataclass(frozen=True)
class Line:
    """One group beside a population: shares and interval from 0 to 1, None where not shown."""

    code: str
    share: float | None
    interval: tuple[float, float] | None
    expected: float

    @property
    def points(self) -> int | None:
        if self.share is None:
            return None
        return round(100 * (self.share - self.expected))

    @property
    def index(self) -> int | None:
        return None if self.share is None else round(100 * self.share / self.expected)

    @property
    def verdict(self) -> str:
        """Return which side of the expected share the whole interval lies on.

        >>> Line("a", 0.1, (0.05, 0.15), 0.2).verdict, Line("a", 0.2, (0.1, 0.3), 0.2).verdict
        ('fewer', 'as_expected')
        """
        if self.interval is None:
            return "not_shown"
        low, high = self.interval
        if high < self.expected:
            return "fewer"
        return "more" if low > self.expected else "as_expected"


def verdict_words(verdict: str) -> str:
    return {
        "fewer": _("Fewer than expected"),
        "more": _("More than expected"),
        "as_expected": _("About as expected"),
        "not_shown": _("Not shown: too few people"),
    }[verdict]


def compared_with(attributes: Sequence[Attribute], audiences) -> dict[tuple[str, str], Benchmark]:
    """Return which population stands beside which attribute of which audience."""
    found = {}
    for attribute in attributes:
        for audience in audiences:
            benchmark = benchmark_for(concept_of(attribute.key), audience)
            is_asked = audience.key in attribute.asked and not attribute.overlaps
            if benchmark and is_asked:
                found[attribute.key, audience.key] = benchmark
    return found


def missing_sections(
    seen: Seen,
    attributes: Sequence[Attribute],
    audiences: Mapping[str, str],
    compared: Mapping[tuple[str, str], Benchmark],
) -> list[dict]:
    """Return a chart with its table, and what is said of the population, for each comparison."""
    by_key = {each.key: each for each in attributes}
    return [
        _section(seen, by_key[key], audience, audiences.get(audience, audience), benchmark)
        for (key, audience), benchmark in compared.items()
        if (key, audience, KNOWN) in seen.release.figures
    ]


def lines_of(seen: Seen, key: str, audience: str, benchmark: Benchmark) -> list[Line]:
    base = seen.release[key, audience, KNOWN].count
    return [
        _line(seen, seen.release[key, audience, code], base, Line(code, None, None, each.share))
        for code, each in benchmark.expected.items()
    ]


def _line(seen, figure, base, line) -> Line:
    if not (isinstance(figure.percent, int) and isinstance(base, int)):
        return line
    count = figure.count if seen.is_exact else min(round(figure.percent * base / 100), base)
    return line_of(line.code, line.expected, count=count, base=base)


def line_of(code: str, expected: float, *, count: int, base: int) -> Line:
    """Return a group with its share of a base, both known.

    Nothing is said of a group of too few, not even to those who may see how few.
    """
    line = Line(code, None, None, expected)
    if base < FEWEST:
        return line
    share, low, high = share_interval(count, base)
    return replace(line, share=share, interval=(low, high))


def _section(seen, attribute, audience, audience_name, benchmark) -> dict:
    lines = lines_of(seen, attribute.key, audience, benchmark)
    title = _("%(audience)s: %(what)s") % {"audience": audience_name, "what": attribute.name}
    rows = [_row(seen, attribute, audience, line) for line in lines]
    chart = bar_chart(
        [_bar(attribute, line) for line in lines],
        name=f"missing-{attribute.key}-{audience}",
        title=title,
        summary=_summary(seen, attribute, audience, lines),
        table=Table(title, _headings(), rows),
        whole=100 * max([line.expected for line in lines] + [_end(line) for line in lines]),
    )
    return {
        "chart": chart,
        "population": population_words(benchmark),
        "left_out": _left_out(seen, attribute, audience, benchmark),
        "note": benchmark.note,
        "url": benchmark.url,
        "is_checked": benchmark.is_checked,
    }


def _end(line) -> float:
    return line.interval[1] if line.interval else 0.0


def _bar(attribute, line) -> Bar:
    name, mark = attribute.name_of(line.code), 100 * line.expected
    verdict = verdict_words(line.verdict)
    if line.share is None or line.interval is None:
        return Bar(name, HIDDEN, None, note=verdict)
    words = _("%(share)s, expected %(expected)s") % {
        "share": f"{round(100 * line.share)}%",
        "expected": _expected_words(line),
    }
    interval = (100 * line.interval[0], 100 * line.interval[1])
    return Bar(name, words, 100 * line.share, interval, mark, verdict)


def _expected_words(line) -> str:
    # Rounded here: number_format cuts off what it does not show.
    return f"{number_format(round(100 * line.expected, 1), 1)}%"


def _headings() -> list[dict]:
    numeric = [
        _("People"),
        _("Share of those known"),
        _("Likely between (95%)"),
        _("Expected"),
        _("Difference in points"),
        _("Index (100 is as expected)"),
    ]
    columns = [{"text": words, "numeric": True} for words in numeric]
    return [{"text": _("Group")}, *columns, {"text": _("What may be said")}]


def _row(seen, attribute, audience, line) -> list:
    figure = seen.release[attribute.key, audience, line.code]
    start = [attribute.name_of(line.code), number_words(figure.count)]
    expected, verdict = _expected_words(line), verdict_words(line.verdict)
    if line.share is None or line.interval is None:
        share = figure.percent if isinstance(figure.percent, str) else HIDDEN
        return [*start, share, share, expected, share, share, verdict]
    low, high = (round(100 * end) for end in line.interval)
    between = _("%(low)s%% to %(high)s%%") % {"low": low, "high": high}
    points = f"{line.points:+d}".replace("-", "\N{MINUS SIGN}").replace("+0", "0")
    return [*start, f"{round(100 * line.share)}%", between, expected, points, line.index, verdict]


def _summary(seen, attribute, audience, lines) -> str:
    base = seen.release[attribute.key, audience, KNOWN].count
    if not any(line.share is not None for line in lines):
        return _("Too few people to compare: it takes 30 whose group is known.")
    sentences = [_("Of %(n)s people whose group is known.") % {"n": number_words(base)}]
    for verdict in ("fewer", "more"):
        names = [attribute.name_of(line.code) for line in lines if line.verdict == verdict]
        if names:
            sentences.append(
                _("%(verdict)s: %(groups)s.")
                % {"verdict": verdict_words(verdict), "groups": ", ".join(names)}
            )
    if len(sentences) == 1:
        sentences.append(_("All groups are about as expected."))
    if isinstance(base, int) and base_warning(base):
        sentences.append(f"{base_warning(base)}.")
    return " ".join(sentences)


def population_words(benchmark) -> str:
    """Return which population stands beside who answered, and whose figures those are."""
    return _("Compared with: %(population)s. %(source)s, figures of %(date)s.") % {
        "population": benchmark.population,
        "source": benchmark.source,
        "date": date_format(benchmark.date, "j F Y"),
    }


def _left_out(seen, attribute, audience, benchmark) -> str:
    """Return the answers that are no group of the population, with how many gave each."""
    outside = [
        cell[2]
        for cell in seen.release.figures
        if len(cell) == 3 and cell[:2] == (attribute.key, audience) and _is_outside(cell, benchmark)
    ]
    if not outside:
        return _("No answer is left out.")
    words = [
        f"{attribute.name_of(code)}{SEPARATOR}"
        f"{number_words(seen.release[attribute.key, audience, code].count)}"
        for code in sorted(outside, key=lambda code: (code == NOT_KNOWN, attribute.name_of(code)))
    ]
    return _("Left out of the shares: %(answers)s.") % {"answers": "; ".join(words)}


def _is_outside(cell, benchmark) -> bool:
    return cell[2] != KNOWN and cell[2] not in benchmark.expected
