"""Marks words of another language in the page, so that they are read out in their own."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language

from surveys.choosing import in_this_language, language_choices
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
    has_pictures = any(picture for picture, _line in text.lines)
    return render_to_string("components/words.html", {"text": text, "has_pictures": has_pictures})


@register.simple_tag
def language_query() -> str:
    """Return what an address needs for its page to speak this page's language: often nothing."""
    return in_this_language("")


@register.simple_tag
def staff_languages() -> list[dict]:
    """Return the languages that the staff pages can be read in."""
    codes = [each.code for each in LANGUAGES.values() if each.has_staff_pages and each.is_checked]
    current = get_language()
    return language_choices(codes, current if current in codes else SITE_LANGUAGE)


@register.simple_tag
def site_languages() -> list[dict]:
    """Return the languages that the site's own pages can be read in."""
    codes = [each.code for each in LANGUAGES.values() if each.is_checked]
    current = get_language()
    return language_choices(codes, current if current in codes else SITE_LANGUAGE)
