"""Who is said to have said it: by template only, and never more than is allowed or safe. Pure.

Without permission to say more, a quote has the kind of person alone. With it come the age band,
and region and sort of work where at least ten people are alike in them. An employer is never named.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


ENOUGH = 10  # people: fewer could be told apart by somebody who knows them
CHILD, YOUNG, PARENT, PRACTITIONER, ADULT = "child", "young", "parent", "practitioner", "adult"
_KINDS = {
    "child": CHILD,
    "young_person": YOUNG,
    "parent": PARENT,
    "parent_self": PARENT,
    "practitioner": PRACTITIONER,
}
_SHOWN_AGES = ("12_15", "16_17")  # of others the kind of person says it


@dataclass(frozen=True)
class Speaker:
    """What is known of who wrote it; `region` and `work` are words, empty where not given."""

    audience: str
    voice: str = ""
    age_band: str = ""
    region: str = ""
    work: str = ""
    allows_more: bool = False


@dataclass(frozen=True)
class Alike:
    """How many people share with the speaker what the attribution would say.

    `in_region`: the same audience, age band and region. `at_work`: the same sort of work, in the
    region where that is said, else anywhere.
    """

    in_region: int = 0
    at_work_in_region: int = 0
    at_work: int = 0


def attribution_of(speaker: Speaker, alike: Alike) -> str:
    """Return the one line that stands under a quote.

    Examples
    --------
    >>> speaker = Speaker("young_person", "young_person", "12_15", "North East", "", True)
    >>> attribution_of(speaker, Alike(in_region=10))
    'Young person, 12 to 15, North East'
    >>> attribution_of(speaker, Alike(in_region=9))
    'Young person, 12 to 15'
    """
    kind = kind_of(speaker.audience, speaker.voice)
    if not speaker.allows_more:
        return _kind_words(kind)
    region = speaker.region if alike.in_region >= ENOUGH else ""
    parts = (
        _kind_words(kind),
        _work_of(kind, speaker, alike, bool(region)),
        _age_words(speaker.age_band) if kind in (YOUNG, CHILD) else "",
        region,
    )
    return ", ".join(part for part in parts if part)


def kind_of(audience: str, voice: str) -> str:
    """Return the kind of person, by who they said they are and for whom they speak."""
    return _KINDS.get(audience) or _KINDS.get(voice) or ADULT


def _kind_words(kind) -> str:
    return {
        CHILD: pgettext("who said it", "Child"),
        YOUNG: pgettext("who said it", "Young person"),
        PARENT: pgettext("who said it", "Parent or carer"),
        PRACTITIONER: pgettext("who said it", "Practitioner"),
        ADULT: pgettext("who said it", "Adult"),
    }[kind]


def _work_of(kind, speaker, alike, has_region):
    count = alike.at_work_in_region if has_region else alike.at_work
    return speaker.work if kind == PRACTITIONER and count >= ENOUGH else ""


def _age_words(band):
    if band not in _SHOWN_AGES:
        return ""
    return {"12_15": _("12 to 15"), "16_17": _("16 to 17")}[band]
