"""The one table of languages: code, own name, direction, and whether the site itself speaks it.

In the order of how many people in England speak them (census of 2021), Welsh after English
because the site is offered in both. To add one, add a line; to let the site speak it, add its
catalogue under locale/ too (docs/how-to/languages.md).
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale


SITE_LANGUAGE = "en"
LTR, RTL = "ltr", "rtl"
DRAFT, HUMAN, CHECKED = "machine_draft", "human", "checked_by_second"
STATUSES = (DRAFT, HUMAN, CHECKED)
STATUS_WORDS = {
    DRAFT: _("translated by a machine, not yet checked"),
    HUMAN: _("translated by a person, not yet checked by a second"),
    CHECKED: _("checked by a second person"),
}


@dataclass(frozen=True)
class Language:
    """One language. `name` is what its speakers call it, `english` what staff call it.

    `has_interface` says that buttons, errors and the site's own pages have words in it too, and
    `has_staff_pages` that the pages for staff and partners do.
    """

    code: str
    name: str
    english: object
    direction: str = LTR
    has_interface: bool = False
    has_staff_pages: bool = False

    @property
    def is_checked(self) -> bool:
        """Whether a person has checked what the site itself says in this language."""
        return self.has_interface and self.code in settings.CHECKED_LANGUAGES

    @property
    def locale(self) -> str:
        """The name of its folder under locale/."""
        return to_locale(self.code)


LANGUAGES: dict[str, Language] = {
    each.code: each
    for each in (
        Language("en", "English", _("English"), has_interface=True, has_staff_pages=True),
        Language("cy", "Cymraeg", _("Welsh"), has_interface=True, has_staff_pages=True),
        Language("pl", "Polski", _("Polish"), has_interface=True),
        Language("ro", "Română", _("Romanian")),
        Language("pa", "ਪੰਜਾਬੀ", _("Punjabi")),
        Language("ur", "اردو", _("Urdu"), RTL, has_interface=True),
        Language("pt", "Português", _("Portuguese")),
        Language("es", "Español", _("Spanish")),
        Language("ar", "العربية", _("Arabic"), RTL, has_interface=True),
        Language("bn", "বাংলা", _("Bengali"), has_interface=True),
        Language("gu", "ગુજરાતી", _("Gujarati")),
        Language("it", "Italiano", _("Italian")),
        Language("ta", "தமிழ்", _("Tamil")),
        Language("fr", "Français", _("French")),
        Language("lt", "Lietuvių", _("Lithuanian")),
        Language("zh-hant", "繁體中文", _("Chinese, traditional characters")),
        Language("zh-hans", "简体中文", _("Chinese, simplified characters")),
        Language("tr", "Türkçe", _("Turkish")),
        Language("bg", "Български", _("Bulgarian")),
        Language("fa", "فارسی", _("Persian"), RTL),
        Language("so", "Soomaali", _("Somali")),
        Language("hu", "Magyar", _("Hungarian")),
        Language("ku-arab", "کوردی", _("Kurdish (Sorani)"), RTL),
        Language("ru", "Русский", _("Russian")),
        Language("ne", "नेपाली", _("Nepali")),
        Language("sq", "Shqip", _("Albanian")),
        Language("ps", "پښتو", _("Pashto"), RTL),
        Language("uk", "Українська", _("Ukrainian")),
        Language("ti", "ትግርኛ", _("Tigrinya")),
        Language("el", "Ελληνικά", _("Greek")),
    )
}


def language_of(code: str) -> Language:
    """Return a language of the table; one that is not in it is called by its code."""
    return LANGUAGES.get(code) or Language(code, code, code)


def direction_of(code: str) -> str:
    return language_of(code).direction


def interface_code(code: str) -> str:
    """Return the language that buttons and errors are in beside words of `code`."""
    if code == SITE_LANGUAGE or not language_of(code).has_interface:
        return settings.LANGUAGE_CODE  # British: dates are written so
    return code
