"""What every report has to state (practice notes RPT-2): when, by what way, how, and who decides.

One list for the covers of both workbooks and for the report. How many answered, who is missing and
what was left out are tables of their own: the list says where.
"""

from dataclasses import dataclass

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from insights.disclosure import HIDDEN, PUBLIC
from surveys.models import Channel, Purpose, Response


@dataclass(frozen=True)
class StateFacts:
    """Days of the first and last answer, who asked, who decides, and how people were invited.

    `modes` are the ways that were opened, `partners` how many organisations passed the survey on.
    Days stand in no manifest: who leaves later leaves no trace in it.
    """

    first_day: str = ""
    last_day: str = ""
    asked_by: str = ""
    decided_by: str = ""
    modes: tuple[str, ...] = ()
    partners: int = 0
    contact: str = ""


def state_of(survey, *, asked_by: str, decided_by: str, contact: str, using: str) -> StateFacts:
    """Return what is recorded of a survey, as the database `using` has it."""
    people = Response.objects.for_purpose(Purpose.ANALYSIS).using(using)
    days = people.filter(survey_id=survey.pk).aggregate(
        first=Min("received_day"), last=Max("received_day")
    )
    channels = Channel.objects.using(using).filter(survey_id=survey.pk)
    opened = set(channels.values_list("mode", flat=True))
    passed_on = channels.exclude(organisation=None).values("organisation").distinct()
    return StateFacts(
        *(day.isoformat() if day else "" for day in (days["first"], days["last"])),
        asked_by,
        decided_by,
        tuple(str(words) for mode, words in Channel.Mode.choices if mode in opened),
        passed_on.count(),
        contact,
    )


def state_rows(facts: StateFacts, *, is_public: bool, is_small: bool) -> list[tuple[str, str]]:
    """Return all that is stated as rows of name and words."""
    return [
        *answering_rows(facts, is_told=not (is_public and is_small)),
        (_("How themes were found"), method_words()),
        (_("Which figures are shown"), rules_words() if is_public else _("All of them, exactly.")),
        *deciding_rows(facts),
    ]


def answering_rows(facts: StateFacts, *, is_told: bool, written=str) -> list[tuple[str, str]]:
    """Return when and how people came to answer.

    `is_told`: whether the days may be told, which they are not of a handful of people; `written`
    says how a day is written.
    """
    days = [
        (written(day) if is_told else HIDDEN) if day else _("Nobody has answered")
        for day in (facts.first_day, facts.last_day)
    ]
    return [
        (_("First answer on"), days[0]),
        (_("Last answer on"), days[1]),
        (_("How people were invited"), _invited(facts)),
    ]


def deciding_rows(facts: StateFacts) -> list[tuple[str, str]]:
    """Return who asked, who decides and whom to ask; that it is not recorded is said too."""
    nobody = _("Not recorded: the survey does not say who decides on what it asks about.")
    nowhere = _("Not recorded: the survey does not say where questions about it can be sent.")
    return [
        (_("Who asked"), facts.asked_by),
        (_("Who decides"), facts.decided_by or nobody),
        (_("Contact"), facts.contact or nowhere),
    ]


def _invited(facts) -> str:
    words = [_("At the survey’s own address, open to anybody who was told of it")]
    words += facts.modes
    said = f"{'; '.join(words)}."
    if facts.partners:
        passed = _("Organisations that passed the survey on: %(n)s.") % {"n": facts.partners}
        said = f"{said} {passed}"
    return said


def method_words() -> str:
    """Return what the machine does and what people do."""
    return _(
        "The machine groups answers that say alike things, on our own computers; it writes nothing "
        "of its own, and nothing people wrote left them. People name themes, join and part them, "
        "and confirm what belongs to them."
    )


def rules_words() -> str:
    """Return by which rules small numbers are hidden."""
    return _(
        "Hidden is a group of fewer than %(base)s people, fewer than %(cell)s people who say "
        "something, and whatever would give such a number away. Numbers of people are rounded to "
        "the nearest %(rounding)s, and no percentage is told of fewer than %(percent)s people."
    ) % {
        "base": PUBLIC.base_floor,
        "cell": PUBLIC.cell_floor,
        "rounding": PUBLIC.rounding,
        "percent": PUBLIC.percent_floor,
    }
