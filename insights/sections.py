"""The pages of a survey and of one of its open questions, in the order an analyst walks them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.roles import Permission, is_allowed


@dataclass(frozen=True)
class Section:
    """One page: its address takes the survey's slug, or the question's key. Register it here.

    `below` are the names of the pages that are reached from it and stand under it.
    """

    url_name: str
    label: Promise
    permission: Permission
    below: tuple[str, ...] = ()

    def current(self, here: str) -> str:
        """Return what `aria-current` says of its link: this page, the part it is in, or nothing."""
        if self.url_name == here:
            return "page"
        return "true" if here in self.below else ""


AUDIT_PAGES = ("audit", "audit_groups", "audit_disputes")
# A form that could not be kept is shown at the address that it was sent to.
QUOTE_PAGES = ("theme_quotes", "quote_pick", "quote_change", "quote_detail", "quote_read")

SURVEY_SECTIONS = (
    Section("survey_detail", _("Overview"), Permission.SEE_SURVEYS),
    Section("scales", _("Scales compared"), Permission.SEE_SURVEYS),
    Section("survey_quotes", _("Quotes"), Permission.READ_ANSWERS),
    Section(
        "recommendation_list",
        _("Recommendations"),
        Permission.SEE_SURVEYS,
        below=("recommendation_detail",),
    ),
    Section("commitment_list", _("You said, we did"), Permission.SEE_SURVEYS),
    Section("export_list", _("Files"), Permission.EXPORT, below=("export_check",)),
)

QUESTION_SECTIONS = (
    Section("codebook", _("Themes"), Permission.READ_ANSWERS),
    Section("concept_board", _("Across audiences"), Permission.READ_ANSWERS),
    Section("reading", _("Read"), Permission.READ_ANSWERS),
    Section("new_answers", _("New answers"), Permission.DECIDE_THEMES),
    Section("compare", _("Compare"), Permission.READ_ANSWERS),
    Section("joins", _("Joins"), Permission.READ_ANSWERS),
    Section("quality", _("Quality"), Permission.READ_ANSWERS, below=AUDIT_PAGES),
    Section("question_quotes", _("Quotes"), Permission.READ_ANSWERS, below=QUOTE_PAGES),
    Section("decision_list", _("Decisions"), Permission.READ_ANSWERS),
    Section("signing", _("Sign off"), Permission.DECIDE_THEMES),
)


def links_of(sections: tuple[Section, ...], key, *, here: str, role: str) -> list[dict]:
    """Return {label, url, current} of the pages that `role` may open; `here` is a url name."""
    return [
        {
            "label": section.label,
            "url": reverse(section.url_name, args=[key]),
            "current": section.current(here),
        }
        for section in sections
        if is_allowed(role, section.permission)
    ]
