"""Staff pages of one published version: its routes, and its paper forms."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.access import staff_required
from people.roles import Permission
from surveys.documents import document_of
from surveys.languages import LANGUAGES
from surveys.models import Survey, SurveyVersion
from surveys.pages import support_of
from surveys.paper import PaperForm
from surveys.routes.advice import route_advice
from surveys.routes.listing import reader_bands
from surveys.routes.pages import reader_section, routes_of_version
from surveys.routes.words import band_words
from surveys.wording import EASY_READ, STANDARD, text_of


def version_of(request, slug, number) -> SurveyVersion:
    """Return one version of the team's survey; another team's is not found."""
    surveys = Survey.objects.visible_to(request.user).filter(organisation=request.organisation)
    versions = SurveyVersion.objects.select_related("survey").defer("document")
    return get_object_or_404(versions, survey__in=surveys, survey__slug=slug, number=number)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_routes(request, slug, number):
    """Draw and list every route through one version, with how long each takes."""
    version = version_of(request, slug, number)
    document = document_of(str(version.pk))
    routes = routes_of_version(str(version.pk))
    context = {
        "survey": version.survey,
        "version": version,
        "advice": list(route_advice(document, routes)),
        "sections": [reader_section(document, each) for each in routes],
        "route_headings": [
            {"text": _("Route"), "numeric": True},
            {"text": _("Pages"), "numeric": True},
            {"text": _("Questions"), "numeric": True},
            {"text": _("Minutes"), "numeric": True},
            {"text": _("Leaves out")},
        ],
        "step_headings": [
            {"text": _("Page")},
            {"text": _("Asked")},
            {"text": _("Then comes")},
        ],
    }
    return render(request, "surveys/survey_routes.html", context)


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_paper(request, slug, number):
    """List the paper forms of one version: each kind of reader, language and format, two sizes."""
    version = version_of(request, slug, number)
    document = document_of(str(version.pk))
    headings = [
        {"text": _("For")},
        {"text": _("Language")},
        {"text": _("Words")},
        {"text": _("A4")},
        {"text": _("Large print")},
    ]
    context = {"survey": version.survey, "version": version, "headings": headings}
    context["rows"] = list(_paper_rows(document, version))
    return render(request, "surveys/survey_paper.html", context)


def _paper_rows(document, version):
    formats = {STANDARD: _("Usual"), EASY_READ: _("Easy read")}
    for audience, band in reader_bands(document):
        label = text_of(document.audience(audience).label, document.reader(audience, band))
        for language in document.offered_languages:
            for name in document.formats:
                asked = {"language": language, "format": name}
                address = reverse(
                    "survey_paper_form", args=[version.survey.slug, version.number, audience, band]
                )
                yield [
                    _("%(audience)s, %(age)s") % {"audience": label, "age": band_words(band)},
                    LANGUAGES[language].name if language in LANGUAGES else language,
                    formats[name],
                    {"text": _("Open the form"), "url": f"{address}?{urlencode(asked)}"},
                    {
                        "text": _("Open in large print"),
                        "url": f"{address}?{urlencode({**asked, 'size': 'large'})}",
                    },
                ]


@staff_required(Permission.SEE_SURVEYS)
@require_safe
def survey_paper_form(request, slug, number, audience, band):
    """Show one paper form, to be printed."""
    version = version_of(request, slug, number)
    document = document_of(str(version.pk))
    if (audience, band) not in reader_bands(document):
        raise Http404
    language = request.GET.get("language", "")
    reader = document.reader(
        audience,
        band,
        language=language if language in document.offered_languages else document.language,
        format_name=request.GET.get("format", ""),
    )
    with translation.override(reader.language):
        context = _paper_context(version, document, reader)
        context["large"] = request.GET.get("size") == "large"
        return render(request, "surveys/survey_paper_form.html", context)


def _paper_context(version, document, reader):
    form = PaperForm(document, reader)
    parts = [version.survey.slug, f"v{version.number}", reader.audience, reader.age_band]
    about = [document.why, document.readers, document.what_happens]
    return {
        "survey_title": text_of(document.title, reader),
        "organisation": text_of(document.organisation, reader),
        "about": [text_of(each, reader) for each in about],
        "contact": document.contact,
        "form_name": " · ".join([*parts, reader.language, reader.format]),
        "is_child": reader.age_band in ("u8", "8_11") or reader.format == EASY_READ,
        "ages": form.ages(),
        "permissions": form.permissions(),
        "items": form.items(),
        "support_lines": support_of(document, reader),
    }
