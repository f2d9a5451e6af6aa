"""Marks words of another language in the page, so that they are read out in their own."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language

from surveys.languages import LANGUAGES, SITE_LANGUAGE, direction_of


register = template.Library()


@register.filter
def lang_attrs(text) -> str:
    """Return the attributes for the element around `text`: none for the page's own language."""
    language = getattr(text, "language", "")
    if not language:
        return ""
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))


@register.simple_tag
def words(text):
    """Return a text as its page shows it: in easy read, a line for each idea with its picture."""
    if not getattr(text, "lines", ()):
        return text
    return render_to_string("components/words.html", {"text": text})


@register.simple_tag
def language_query() -> str:
    """Return what an address needs for its page to speak this page's language: often nothing."""
    language = get_language() or SITE_LANGUAGE
    if language not in LANGUAGES or language == SITE_LANGUAGE:
        return ""
    return f"?language={language}"
