"""The row of links above a page of a survey or of a question."""

from django import template
from django.utils.translation import gettext as _

from insights.sections import QUESTION_SECTIONS, SURVEY_SECTIONS, links_of


register = template.Library()


@register.inclusion_tag("components/sections.html", takes_context=True)
def survey_sections(context, survey):
    """Show the pages of a survey, the one being read marked."""
    return {"items": _links(context, SURVEY_SECTIONS, survey.slug), "name": _("This survey")}


@register.inclusion_tag("components/sections.html", takes_context=True)
def question_sections(context, question):
    """Show the pages of a question answered in words, the one being read marked."""
    return {"items": _links(context, QUESTION_SECTIONS, question.pk), "name": _("This question")}


def _links(context, sections, key):
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return links_of(sections, key, here=here, role=request.membership.role)
