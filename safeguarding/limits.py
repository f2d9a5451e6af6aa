"""The limits of confidentiality, in the words of each age: who may be told, and when nobody reads.

Source: the project's practice notes, 2.2. Said on the first page and again before the first open
question, so that nobody tells more than they mean to.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeguarding.support import ADULT, CHILD, YOUNG_PERSON


@dataclass(frozen=True)
class Limits:
    """What one group of readers is told: whose words they are, and the words, by paragraph."""

    group: str
    heading: str
    paragraphs: tuple[str, ...]


_LIMITS = {
    CHILD: Limits(
        CHILD,
        _("If you are a child"),
        (
            _(
                "What you tell us is private. But if you tell us that you or another child is "
                "being hurt or is in danger, we may have to tell someone. Their job is to keep "
                "children safe."
            ),
            _(
                "We do not ask your name. So we might not be able to find you. Nobody reads "
                "answers straight away, and not at night or at weekends."
            ),
            _(
                "If you need help now, call Childline free on 0800 1111. If you are in danger, "
                "call 999."
            ),
        ),
    ),
    YOUNG_PERSON: Limits(
        YOUNG_PERSON,
        _("If you are 12 to 17"),
        (
            _(
                "Your answers are confidential. There is one limit. If you tell us that you or "
                "someone else is at risk of serious harm, our safeguarding lead will read it. They "
                "may pass it on to keep people safe."
            ),
            _(
                "Nobody reads answers straight away, and not at night or at weekends. So do not "
                "use this survey to ask for urgent help."
            ),
            _(
                "We won’t know who you are, so we can’t send help. Childline can help now: "
                "0800 1111. In danger, call 999."
            ),
        ),
    ),
    ADULT: Limits(
        ADULT,
        _("If you are an adult"),
        (
            _(
                "We keep your answers confidential unless they suggest a child or adult is at risk "
                "of serious harm. This survey is not a way to report a concern. Nobody reads "
                "answers straight away, and not at night or at weekends."
            ),
            _(
                "If a child is in immediate danger call 999. For advice about a child call the "
                "NSPCC Helpline on 0808 800 5000, or contact your local council’s children’s "
                "services."
            ),
        ),
    ),
}


def limits_for(group: str) -> Limits:
    """Return the words for one group of readers (safeguarding.support.group_of)."""
    return _LIMITS[group]


def limits_of(groups: set[str]) -> list[Limits]:
    """Return the words for every group that a survey is for, the youngest first."""
    return [limits for group, limits in _LIMITS.items() if group in groups]
