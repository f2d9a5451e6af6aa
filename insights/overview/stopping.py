"""How many people came to each page of a survey, went on, and stopped there.

From sums that hold nobody (surveys/walked.py), so small ones are hidden like counts of answers:
which pages somebody comes to depends on what they answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from insights.charts import Bar, Table, bar_chart
from insights.comparing.presenting import number_words
from insights.overview.answered import SEPARATOR, percent_words, size_of
from insights.overview.parts import Parts, parts_of
from surveys.definition import SurveyDocument
from surveys.models import StepCount, SurveyVersion
from surveys.steps import AGE, CHECK, CONTACT, HAND_BACK, PAGE, PERMISSION, WHO, every_step
from surveys.wording import text_of


@dataclass(frozen=True)
class Step:
    """One page with how many came to it and went on."""

    key: str
    came: int
    went_on: int


@dataclass(frozen=True)
class Line:
    """One page as it may be seen."""

    key: str
    name: str
    parts: Parts

    @property
    def stopped(self):
        return self.parts.rest


def steps_by_audience(version: SurveyVersion, document: SurveyDocument) -> dict[str, list[Step]]:
    """Return the steps that somebody came to, in the document's order, by audience; one query.

    "" is everybody before it is known who is answering.
    """
    order = {step: place for place, step in enumerate(every_step(document))}
    rows = StepCount.objects.filter(version=version, came__gt=0)
    found: dict[str, list[Step]] = {}
    for audience, key, came, went_on in rows.values_list("audience", "step", "came", "went_on"):
        found.setdefault(audience, []).append(Step(key, came, went_on))
    for steps in found.values():
        steps.sort(key=lambda step: order.get(step.key, len(order)))
    return found


def stopping_sections(
    version: SurveyVersion, document: SurveyDocument, *, is_exact: bool
) -> list[dict]:
    """Return for each audience that somebody began as a sentence and a chart with its table."""
    by_audience = steps_by_audience(version, document)
    order = ["", *(each.key for each in document.audiences)]
    return [
        _section(document, audience, _lines(document, audience, by_audience[audience], is_exact))
        for audience in order
        if audience in by_audience
    ]


def _lines(document, audience, steps, is_exact) -> list[Line]:
    return [
        Line(
            step.key,
            step_name(document, audience, step.key),
            # Each step by itself: how many came to the next differs from how many went on by who
            # takes another way, and both are rounded.
            parts_of(step.came, step.went_on, is_exact=is_exact),
        )
        for step in steps
    ]


def _section(document, audience, lines: Sequence[Line]) -> dict:
    name = _audience_name(document, audience)
    headings = [_("Came"), _("Went on"), _("Stopped here"), _("Share that stopped")]
    summary = _summary(lines)
    return {
        "name": name,
        "summary": summary,
        "chart": bar_chart(
            [_bar(line) for line in lines],
            name=f"stopping-{audience or 'everybody'}",
            title=_("Where people stop: %(who)s") % {"who": name},
            summary=summary,
            table=Table(
                name,
                [{"text": _("Page")}, *({"text": each, "numeric": True} for each in headings)],
                [_row(line) for line in lines],
            ),
        ),
    }


def _row(line) -> list:
    figures = (line.parts.whole, line.parts.part, line.stopped)
    return [line.name, *(number_words(each.count) for each in figures), percent_words(line.stopped)]


def _bar(line) -> Bar:
    figure = number_words(line.parts.whole.count)
    # Nobody is said by the table alone: beside hidden numbers, a nought here would stand out.
    if isinstance(line.stopped.percent, int) and line.stopped.percent:
        share = _("%(percent)s stopped") % {"percent": percent_words(line.stopped)}
        figure = f"{figure}{SEPARATOR}{share}"
    return Bar(line.name, figure, size_of(line.parts.whole))


def _summary(lines) -> str:
    """Return how many began and sent, and on which page most of those stopped who did."""
    words = _("%(began)s began.") % {"began": number_words(lines[0].parts.whole.count)}
    if lines[-1].key == CHECK:
        sent = number_words(lines[-1].parts.part.count)
        words += " " + _("%(sent)s sent their answers.") % {"sent": sent}
    most = max(lines, key=lambda line: size_of(line.stopped) or 0)
    if size_of(most.stopped):
        words += " " + _("Most stopped at “%(page)s”: %(stopped)s.") % {
            "page": most.name,
            "stopped": number_words(most.stopped.count),
        }
    return words


def _audience_name(document, audience) -> str:
    if not audience:
        return _("Before it is known who is answering")
    return text_of(document.audience(audience).group_label, document.reader(audience))


def step_name(document: SurveyDocument, audience: str, step: str) -> str:
    """Return what staff call a step: the page's title, its first question, or what it is for."""
    if step.startswith(PAGE):
        return _page_name(document, audience, int(step.removeprefix(PAGE)))
    if step.startswith(PERMISSION):
        permission = document.permissions[int(step.removeprefix(PERMISSION)) - 1]
        return _("Permission: %(what)s") % {
            "what": text_of(permission.label, document.reader(audience))
        }
    return {
        WHO: _("Who is answering"),
        AGE: _("How old are you?"),
        HAND_BACK: _("Giving the device back to the child"),
        CONTACT: _("An address to write to"),
        CHECK: _("Checking the answers, and sending"),
    }[step]


def _page_name(document, audience, number) -> str:
    """Return a page's number and title, or its first question: several can have one title."""
    page, reader = document.pages[number - 1], document.reader(audience)
    first = next((each for each in page.questions if each.is_for(audience)), page.questions[0])
    name = text_of(page.title, reader) or text_of(first.label, reader) or page.key
    return _("Page %(number)d: %(name)s") % {"number": number, "name": name}
