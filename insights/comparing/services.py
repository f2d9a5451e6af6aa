"""Which answer stands for which service: the codes that questionnaires use, as plain data.

The services are the sectors of the practice notes (4.2). A code that is not listed is "other": it
is counted, and never passed off as one of them.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from insights.comparing.tally import Place


CODES = {
    "education": (
        "education",
        "edu",
        "school",
        "schools",
        "teacher",
        "teaching_assistant",
        "send",
        "send_staff",
        "college",
    ),
    "early_years": ("early_years", "ey", "nursery", "childcare"),
    "care": (
        "care",
        "social_care",
        "csc",
        "social_worker",
        "personal_adviser",
        "early_help",
        "eh",
        "family_support",
        "family_worker",
    ),
    "health": (
        "health",
        "hlt",
        "nurse",
        "school_nurse",
        "gp",
        "hospital",
        "gp_hospital",
        "health_visitor",
        "mental_health",
        "counsellor",
    ),
    "youth": ("youth", "yth", "youth_worker", "youth_club"),
    "justice": ("justice", "jus", "police", "pol", "youth_justice"),
    "community": ("charity", "vcs", "community", "voluntary"),
    "other": ("hsg", "housing", "lib", "library", "sys", "other", "someone_else"),
}
# What says that no service is meant, or that a person does not know.
NONE = frozenset({"none", "none_of_these", "nobody"})
UNSURE = frozenset({"not_sure", "dont_know", "prefer_not_to_say", "pnts"})

# Concepts (with or without the prefix c_) of what people used or work in, and of whom they work
# with: working with a service is not being in it, but it is standing between services.
USED_OR_WORKED_IN = ("helpers", "services", "services_used", "sector", "sectors")
WORKED_WITH = ("partners", "partners_worked")

_SERVICE_OF = {code: service for service, codes in CODES.items() for code in codes}


def names_of_services() -> dict[str, str]:
    return {
        "education": _("Education"),
        "early_years": _("Early years"),
        "care": _("Care and family support"),
        "health": _("Health"),
        "youth": _("Youth"),
        "justice": _("Justice"),
        "community": _("Community"),
        "other": _("Other services"),
    }


def names_of_numbers() -> dict[str, str]:
    return {
        "one": _("People who know one service"),
        "several": _("People who know several services"),
        "none": _("People who know none of these"),
    }


def services_of(codes: Iterable[str]) -> Place | None:
    """Return the services of what somebody chose; None where that is not known.

    Codes are read in any case: the practice notes write sectors in capitals.

    >>> services_of(["EDU", "health", "gp_hospital"]), services_of(["none"]), services_of([])
    (('education', 'health'), (), None)
    """
    chosen = {code.casefold() for code in codes}
    services = {_SERVICE_OF.get(code, "other") for code in chosen - NONE - UNSURE}
    if services:
        return tuple(sorted(services))
    return () if chosen & NONE else None
