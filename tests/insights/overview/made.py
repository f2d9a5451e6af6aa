"""Counts of people made by hand, for tests of what is shown of them."""

from datetime import date

from insights.comparing.attributes import Attribute
from insights.overview.people import People


GROUPS = {"white": "White", "mixed": "Mixed", "asian": "Asian", "black": "Black", "other": "Other"}
ETHNIC = Attribute(
    "c_ethnic_group",
    "Ethnic group",
    {**GROUPS, "not_said": "I would rather not say"},
    questions=("id",),
    asked=("parent",),
)
AUDIENCE = Attribute("audience", "Who is answering", {"parent": "Parents", "child": "Children"})
REGION = Attribute(
    "c_region",
    "Region",
    {"E12000001": "North East", "E12000002": "North West"},
    questions=("id",),
    asked=("parent", "practitioner"),
)
MONDAY = date(2026, 3, 2)


def people_of(audiences, days=None, **groups):
    """Return counts: `audiences` is {audience: people}, `groups` is by attribute, audience, code.

    "" is the code of who is not known.
    """
    told = {
        key: {
            audience: {(code,) if code else (): n for code, n in codes.items()}
            for audience, codes in by_audience.items()
        }
        for key, by_audience in groups.items()
    }
    told["audience"] = {key: {(key,): n} for key, n in audiences.items()}
    return People(told, days or {MONDAY: sum(audiences.values())})
