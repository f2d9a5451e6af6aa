"""Choosing a language and a format: what can be chosen, and what was."""

from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from surveys.languages import LANGUAGES, interface_code, language_of
from surveys.steps import only_audience
from surveys.wording import EASY_READ, STANDARD, Reader


LANGUAGE, FORMAT = "language", "format"
# The first page has no draft yet: its form carries what was chosen, and a picker's button changes
# one of the two.
KEPT = "kept_"
FORMAT_WORDS = {
    EASY_READ: lambda: _("Use easy read"),
    STANDARD: lambda: _("Use the usual words"),
}


def chosen_words(document, data) -> dict[str, str]:
    """Return the language and format that `data` asks for, where this document has them."""
    offers = {LANGUAGE: document.open_languages, FORMAT: document.formats}
    asked = {name: data.get(name) or data.get(f"{KEPT}{name}") for name in offers}
    return {name: value for name, value in asked.items() if value in offers[name]}


def reader_asked_for(document, data, audience: str = "", band: str = "") -> Reader:
    """Return the reader in the language and format that `data` asks for."""
    chosen = chosen_words(document, data)
    return document.reader(
        audience, band, language=chosen.get(LANGUAGE, ""), format_name=chosen.get(FORMAT, "")
    )


def reader_in(document, extra) -> Reader:
    """Return the reader that a draft's extra data tells of."""
    key = extra.get("audience") or only_audience(document) or ""
    band = document.audience(key).band_for(extra.get("age", "")) if key else ""
    return reader_asked_for(document, extra, key, band)


def speak_to(reader: Reader) -> None:
    """Let the rest of this request speak the reader's language (the middleware ends it)."""
    translation.activate(interface_code(reader.language))


def in_this_language(address: str) -> str:
    """Return an address that leads to a page in the language of this one."""
    language = translation.get_language()
    return f"{address}?language={language}" if language in LANGUAGES else address


def picker_context(document, reader: Reader) -> dict:
    """Return what the pickers of a page show: nothing where there is nothing to choose."""
    return {
        "languages": language_choices(document.open_languages, reader.language),
        "formats": [
            {"code": each, "label": FORMAT_WORDS[each]()}
            for each in document.formats
            if each != reader.format
        ],
    }


def language_choices(codes, current: str) -> list[dict]:
    """Return each language by its own name."""
    return [
        {
            "code": code,
            "name": language_of(code).name,
            "dir": language_of(code).direction,
            "current": code == current,
        }
        for code in codes
    ]


def typed_on(form, data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed on a form as it was posted, to be shown again unchecked."""
    start = f"{form.prefix}-"
    return {name: data.getlist(name) for name in data if name.startswith(start)}


def show_typed(form, typed: dict[str, list[str]]) -> None:
    """Fill a form with what was typed on it, without checking any of it."""
    data = MultiValueDict(typed)
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
