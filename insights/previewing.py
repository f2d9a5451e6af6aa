"""What staff can look at before anybody else does: every page, for every reader, in every language.

Nothing here is stored: a preview is asked for by its address alone.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.languages import CHECKED, STATUS_WORDS, language_of
from surveys.wording import EASY_READ, STANDARD, Reader, text_of


START = "start"
FORMAT_NAMES = {STANDARD: gettext_lazy("Standard"), EASY_READ: gettext_lazy("Easy read")}


@dataclass(frozen=True)
class PreviewPage:
    """One page of a preview: its name in the address, its title, and what is asked on it."""

    key: str
    title: str
    questions: tuple = ()


class PreviewForm(forms.Form):
    """Which version, for whom, in which language and format."""

    use_required_attribute = False
    version = forms.TypedChoiceField(label=gettext_lazy("Version"), coerce=int, required=False)
    reader = forms.ChoiceField(label=gettext_lazy("Reader"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False)

    def __init__(self, *args, document, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [(number, str(number)) for number in versions]
        self.fields["reader"].choices = readers_of(document)
        self.fields["language"].choices = [
            (code, language_of(code).english) for code in document.written_languages
        ]
        self.fields["format"].choices = [(each, FORMAT_NAMES[each]) for each in document.formats]
        for field in self.fields.values():
            field.widget.attrs["class"] = "govuk-select"


def readers_of(document) -> list[tuple[str, str]]:
    """Return (code, name) of every kind of reader: an audience, with its age bands."""
    usual = document.reader()
    return [
        (
            f"{audience.key}.{band}",
            text_of(audience.group_label, usual)
            + (f" ({band.replace('_', '–')})" if len(audience.bands) > 1 else ""),
        )
        for audience in document.audiences
        for band in audience.bands
    ]


def chosen_reader(document, data) -> Reader:
    """Return the reader that an address asks for, or the first of the document."""
    codes = [code for code, _name in readers_of(document)]
    code = data.get("reader") if data.get("reader") in codes else codes[0]
    audience, band = code.split(".")
    return document.reader(
        audience, band, language=data.get("language", ""), format_name=data.get("format", "")
    )


def address_of(reader: Reader, *, version: int, **more) -> str:
    """Return the query of a preview's address."""
    asked = {
        "version": version,
        "reader": f"{reader.audience}.{reader.age_band}",
        "language": reader.language,
        "format": reader.format,
        **more,
    }
    return f"?{urlencode(asked)}"


def pages_of(document, reader: Reader) -> list[PreviewPage]:
    """Return every page this reader can meet, whatever the rules between them say."""
    pages = [PreviewPage(START, str(text_of(document.title, reader)))]
    pages += [
        PreviewPage(each.key, str(text_of(each.label, reader)), (each,))
        for each in document.permissions_for(reader.audience)
    ]
    for page in document.pages_for(reader.audience):
        asked = tuple(each for each in page.questions if each.is_for(reader.audience))
        if asked:
            title = text_of(page.title, reader) or text_of(asked[0].label, reader)
            pages.append(PreviewPage(page.key, str(title), asked))
    return pages


def warnings_of(document, language: str) -> list[str]:
    """Return what staff have to know of a language's words: nothing when all were checked."""
    if language == document.language:
        return []
    found, name = [], language_of(language).english
    status = document.languages[language]["status"]
    if status != CHECKED:
        found.append(
            _("Not yet checked. The survey’s words in %(language)s: %(status)s.")
            % {"language": name, "status": STATUS_WORDS[status]}
        )
    if not language_of(language).has_interface:
        found.append(
            _("The buttons and messages are in English: the site has none in %(language)s.")
            % {"language": name}
        )
    elif not language_of(language).is_checked:
        found.append(
            _("Not yet checked: the site’s own buttons and messages in %(language)s.")
            % {"language": name}
        )
    return found


def language_rows(document) -> list[list]:
    """Return a row for each language: its name, whether people can choose it, what to check."""
    return [
        [
            str(language_of(code).english),
            _("Yes") if code in document.open_languages else _("No"),
            " ".join(warnings_of(document, code)) or _("Nothing to check"),
        ]
        for code in document.written_languages
    ]
