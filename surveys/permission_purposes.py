"""What may be asked of people, as one table: each permission's kind, and whom it is for.

`kind` keeps apart what the law and research ethics keep apart, so that nothing ever calls an
acknowledgement a consent. What a No means is read from here, from `surveys.models.purpose` (the
door to answers), and from `needs` in a document.
"""

from collections.abc import Mapping
from dataclasses import dataclass


TAKE_PART = "take_part"
ADULT_PERMISSION = "adult_permission"
UNDERSTAND_LIMITS = "understand_limits"
SPECIAL_CATEGORY = "special_category"
RECONTACT_RESULTS = "recontact_results"
RECONTACT_RESEARCH = "recontact_research"

GRANTED = "granted"

ETHICAL = "ethical_permission"
CONSENT = "gdpr_consent"
EXPLICIT = "explicit_consent"
ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True)
class PermissionPurpose:
    """One permission.

    `from_age` is the youngest it is ever put to. `ends_survey` says that without a Yes nothing is
    sent. `cannot_be_asked` says why a document may not ask for it, and what to do instead.
    """

    key: str
    kind: str
    from_age: int = 0
    ends_survey: bool = False
    asks_contact: bool = False
    cannot_be_asked: tuple[str, str] | None = None


PURPOSES = {
    each.key: each
    for each in (
        PermissionPurpose(TAKE_PART, ETHICAL, ends_survey=True),
        PermissionPurpose(ADULT_PERMISSION, ETHICAL, ends_survey=True),
        PermissionPurpose(UNDERSTAND_LIMITS, ACKNOWLEDGEMENT, ends_survey=True),
        PermissionPurpose(SPECIAL_CATEGORY, EXPLICIT),
        PermissionPurpose("quote_anon", ETHICAL),
        PermissionPurpose("quote_context", ETHICAL, from_age=12),
        PermissionPurpose("publish_response", CONSENT, from_age=18),
        PermissionPurpose("share_local", ETHICAL),
        PermissionPurpose(RECONTACT_RESULTS, CONSENT, from_age=13, asks_contact=True),
        PermissionPurpose(RECONTACT_RESEARCH, CONSENT, from_age=16, asks_contact=True),
        PermissionPurpose("link_responses", ETHICAL),
        PermissionPurpose("archive", ETHICAL, from_age=16),
        PermissionPurpose(
            "audio",
            CONSENT,
            cannot_be_asked=("no question records a voice", "Take it out."),
        ),
        PermissionPurpose(
            "machine_help",
            ACKNOWLEDGEMENT,
            cannot_be_asked=("it is a notice, not a choice", "Say it on a page of type info."),
        ),
    )
}
# Under-twelves are asked no more than this; the adult's permission counts.
MOST_OF_THE_YOUNGEST = 4
YOUNGEST_UNTIL = 12
# What a page or a question may need, beside being on somebody's route.
NEEDABLE = (SPECIAL_CATEGORY,)


def is_put_to(purpose: str, age: int) -> bool:
    """Tell whether this permission may be put to somebody of this age at all.

    >>> is_put_to("quote_context", 11), is_put_to("quote_context", 12)
    (False, True)
    """
    return age >= PURPOSES[purpose].from_age


def ends_survey(permissions: Mapping[str, str]) -> bool:
    """Tell whether something was refused without which nothing is sent.

    >>> ends_survey({"take_part": "granted", "quote_anon": "refused"})
    False
    """
    return any(
        value != GRANTED and key in PURPOSES and PURPOSES[key].ends_survey
        for key, value in permissions.items()
    )
