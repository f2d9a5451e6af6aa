"""The survey as its readers will see it, in drafts too: for staff only, and nothing is stored."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.previewing import (
    START,
    PreviewForm,
    address_of,
    chosen_reader,
    language_rows,
    pages_of,
    warnings_of,
)
from insights.views.surveys import survey_of
from people.access import staff_required
from people.roles import Permission
from surveys.choosing import speak_to
from surveys.documents import document_of
from surveys.forms import QuestionsForm
from surveys.languages import LANGUAGES, language_of
from surveys.pages import reader_context
from surveys.translation import missing_rows, texts_without_easy_words
from surveys.translation_files import sheet_of, status_of
from surveys.wording import EASY_READ, text_of


# Enough to see what is missing; the sheet has them all.
MOST_ROWS = 200
WELSH = "cy"


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_preview(request, slug):
    """Choose whose pages to look at, and see which words are missing."""
    survey = survey_of(request, slug)
    version = _version(survey, request.GET)
    document = document_of(str(version.pk))
    reader = chosen_reader(document, request.GET)
    form = PreviewForm(
        initial={
            "version": version.number,
            "reader": f"{reader.audience}.{reader.age_band}",
            "language": reader.language,
            "format": reader.format,
        },
        document=document,
        versions=survey.versions.order_by("-number").values_list("number", flat=True),
    )
    context = {
        "survey": survey,
        "form": form,
        "pages": _page_links(survey, version, document, reader),
        "language_headings": [
            {"text": _("Language")},
            {"text": _("People can choose it")},
            {"text": _("To check")},
        ],
        "language_rows": language_rows(document),
        "missing": _missing(survey, version, document, reader),
    }
    return render(request, "insights/survey_preview.html", context)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_preview_page(request, slug):
    """Show one page as its reader would see it, with a note of what is not yet checked."""
    survey = survey_of(request, slug)
    version = _version(survey, request.GET)
    document = document_of(str(version.pk))
    reader = chosen_reader(document, request.GET)
    pages = pages_of(document, reader)
    place = next((n for n, p in enumerate(pages) if p.key == request.GET.get("page", START)), None)
    if place is None:
        raise Http404
    context = {
        **reader_context(document, reader),
        "page": pages[place],
        "is_start": pages[place].key == START,
        "form": QuestionsForm(questions=pages[place].questions, reader=reader, prefix="preview"),
        "question_is_heading": len(pages[place].questions) == 1,
        "why": text_of(document.why, reader),
        "readers": text_of(document.readers, reader),
        "what_happens": text_of(document.what_happens, reader),
        "staff_language": get_language(),
        "warnings": warnings_of(document, reader.language),
        "ways": _ways(survey, version, reader, pages, place),
    }
    speak_to(reader)
    return render(request, "surveys/preview_page.html", context)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_translation_sheet(request, slug):
    """Give the translation sheet of one language as a file."""
    survey = survey_of(request, slug)
    version = _version(survey, request.GET)
    document = document_of(str(version.pk))
    language = request.GET.get("language") or next(iter(document.languages), WELSH)
    if language not in LANGUAGES or language == document.language:
        raise Http404
    sheet = sheet_of(version.document, language)
    response = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
    name = f"{survey.slug}.{language}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _version(survey, data):
    """Return the version asked for, the newest when none is; no version is not found."""
    number = data.get("version", "")
    versions = survey.versions.order_by("-number")
    if number.isascii() and number.isdecimal() and len(number) < 8:
        versions = versions.filter(number=int(number))
    elif number:
        raise Http404
    version = versions.first()
    if version is None:
        raise Http404
    return version


def _page_links(survey, version, document, reader):
    return [
        {"title": page.title, "url": _page_url(survey, version, reader, page)}
        for page in pages_of(document, reader)
    ]


def _page_url(survey, version, reader, page):
    query = address_of(reader, version=version.number, page=page.key)
    return reverse("survey_preview_page", args=[survey.slug]) + query


def _ways(survey, version, reader, pages, place):
    """Return the ways from one page of a preview: back to the choice, and to its neighbours."""
    overview = reverse("survey_preview", args=[survey.slug])
    ways = [(_("Choose another page"), overview + address_of(reader, version=version.number))]
    if place > 0:
        ways.append((_("Page before"), _page_url(survey, version, reader, pages[place - 1])))
    if place + 1 < len(pages):
        ways.append((_("Next page"), _page_url(survey, version, reader, pages[place + 1])))
    return ways


def _missing(survey, version, document, reader):
    """Return what this reader is shown in other words than their own, as a table, or None."""
    if reader.language != document.language:
        rows = missing_rows(version.document, reader.language)
        name = language_of(reader.language).english
        title = _("Words missing in %(language)s") % {"language": name}
        query = address_of(reader, version=version.number)
        sheet_url = reverse("survey_translation_sheet", args=[survey.slug]) + query
    elif reader.format == EASY_READ:
        rows = texts_without_easy_words(version.document)
        title, sheet_url = _("Words missing in easy read"), ""
    else:
        return None
    return {
        "title": title,
        "sheet_url": sheet_url,
        "count": len(rows),
        "most": MOST_ROWS,
        "headings": [
            {"text": _("Place")},
            {"text": _("Words shown instead")},
            {"text": _("State")},
        ],
        "rows": [[row.place, row.original, status_of(row)] for row in rows[:MOST_ROWS]],
    }
