"""The staff page of how easy one published version is to read."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from people.access import staff_required
from people.roles import Permission
from surveys.documents import document_of
from surveys.languages import language_of
from surveys.reading_report import (
    ANYBODY,
    Reading,
    finding_words,
    readings_of_version,
    unjudged_languages,
)
from surveys.views.staff import version_of
from surveys.wording import EASY_READ, text_of


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_reading(request, slug, number):
    """List the texts of one version that are hard for those who read them, by audience."""
    version = version_of(request, slug, number)
    document = document_of(str(version.pk))
    context = {
        "survey": version.survey,
        "version": version,
        "sections": [
            _section(document, each) for each in readings_of_version(str(version.pk)) if each.texts
        ],
        "unjudged": ", ".join(str(language_of(c).english) for c in unjudged_languages(document)),
        "headings": [
            {"text": _("Where")},
            {"text": _("Text")},
            {"text": _("What is hard")},
        ],
    }
    return render(request, "surveys/survey_reading.html", context)


def _section(document, reading: Reading) -> dict:
    return {
        "id": f"{reading.audience or 'anybody'}-{reading.format}",
        "name": _name_of(document, reading),
        "summary": _summary(reading),
        "is_too_passive": reading.is_too_passive,
        "rows": [
            [
                each.place,
                str(each.text),
                "; ".join(finding_words(found, each.limit) for found in each.findings),
            ]
            for each in reading.hard
        ],
    }


def _name_of(document, reading):
    name = _("Everybody, before they say who they are")
    if reading.audience != ANYBODY:
        name = text_of(document.audience(reading.audience).label, document.reader())
    if reading.format == EASY_READ:
        return _("%(reader)s, in easy read") % {"reader": name}
    return name


def _summary(reading):
    texts = len(reading.texts)
    counted = ngettext("%(texts)d text", "%(texts)d texts", texts) % {"texts": texts}
    return _("%(texts)s; together reading grade %(grade)s; %(share)s of the sentences passive.") % {
        "texts": counted,
        "grade": reading.grade,
        "share": f"{reading.passive:.0%}",
    }
