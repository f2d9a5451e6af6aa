"""Everything that the overview of a survey shows, from one release of its counts."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.comparing.presenting import number_words
from insights.disclosure import restricted
from insights.disclosure.remembering import published
from insights.overview.answered import (
    Seen,
    answered_charts,
    days_chart,
    figure_words,
)
from insights.overview.figures import counts_of_people
from insights.overview.missing import compared_with, missing_sections
from insights.overview.parts import parts_of
from insights.overview.people import CHARTED, concept_of, has_chart
from insights.overview.questions import next_step, progress_of
from insights.overview.stopping import stopping_sections
from insights.overview.stored import counted
from insights.overview.waiting import waiting_for
from insights.statistics import base_warning
from surveys.documents import document_of
from surveys.wording import text_of


def overview_of(survey, *, by, role: str, is_exact: bool) -> dict:
    """Return what the page shows of a survey; the queries are as many whatever its size."""
    version = survey.published_version()
    document = document_of(str(version.pk)) if version else None
    found, progress = counted(survey), progress_of(survey)
    audiences = document.audiences if document else ()
    compared = compared_with(found.attributes, audiences)
    seen = _seen(found, compared, is_exact=is_exact)
    names = {each.key: text_of(each.group_label, document.reader(each.key)) for each in audiences}
    written = {key: has_said for key, (_count, has_said) in found.people.by_question.items()}
    return {
        "version": version,
        "waiting": waiting_for(survey, progress, written, by=by, role=role),
        "counted_at": found.at,
        "facts": _facts(seen, document),
        "days": days_chart(seen),
        "charts": answered_charts(seen, _charted(found.attributes)),
        "missing": missing_sections(seen, found.attributes, names, compared),
        "stopping": stopping_sections(version, document, is_exact=is_exact) if document else [],
        "questions": [_question(seen, each, role) for each in progress],
    }


def people_seen(survey, *, is_exact: bool) -> tuple[Seen, list]:
    """Return the people who answered as the overview shows them, and what tells them apart.

    Whatever else the overview shows is counted with them, so that no other page shows of them what
    would give away a figure there.
    """
    version = survey.published_version()
    audiences = document_of(str(version.pk)).audiences if version else ()
    found = counted(survey)
    compared = compared_with(found.attributes, audiences)
    return _seen(found, compared, is_exact=is_exact), found.attributes


def _seen(found, compared, *, is_exact) -> Seen:
    counts = counts_of_people(found.people, found.attributes, compared)
    return Seen(found.people, restricted(counts) if is_exact else published(counts))


def _charted(attributes):
    """Return the attributes that have a chart of their own, in the order in which they are read."""
    shown = [each for each in attributes if has_chart(each)]
    return sorted(shown, key=lambda each: CHARTED.index(concept_of(each.key)))


def _facts(seen: Seen, document) -> list[dict]:
    """Return the few numbers that stand above everything."""
    facts = [{"name": _("People who answered"), "value": seen.everybody}]
    if seen.people.days:
        facts.append({"name": _("Answers came in"), "value": _span(seen)})
    if document and document.results_by:
        month = date.fromisoformat(f"{document.results_by}-01")
        facts.append({"name": _("Results promised by"), "value": date_format(month, "F Y")})
    return facts


def _span(seen) -> str:
    """Return the first and last day, where exact numbers may be seen; the months for others."""
    pattern = "j M Y" if seen.is_exact else "F Y"
    days = seen.people.days
    first, last = (date_format(day, pattern) for day in (min(days), max(days)))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _question(seen: Seen, progress, role) -> dict:
    """Return one question as its card shows it."""
    count, has_said = seen.people.by_question.get(progress.key, (0, 0))
    asked = parts_of(count, has_said, is_exact=seen.is_exact)
    said = asked.part
    # How many of a hidden number were read would tell it, were it all of them.
    parts = parts_of(has_said, progress.read, is_exact=seen.is_exact)
    read = said if said.is_hidden else parts.part
    return {
        "question": progress.question,
        "title": progress.title,
        "run": progress.run,
        "is_busy": progress.is_busy,
        "themes": progress.themes,
        "suggestions": progress.suggestions,
        "facts": [
            {"name": _("Asked"), "value": number_words(asked.whole.count)},
            {"name": _("Wrote something"), "value": figure_words(said)},
            {"name": _("Read or sorted by a person"), "value": figure_words(read)},
        ],
        "warning": base_warning(said.count) if isinstance(said.count, int) else "",
        "next": next_step(progress, said=has_said, role=role),
    }
