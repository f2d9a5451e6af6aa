"""The page that an adult reads, and the one on which the child gets the device back."""

from django.utils.translation import gettext as _

from surveys.age_rules import rule_for
from surveys.permission_purposes import ADULT_PERMISSION
from surveys.steps import HAND_BACK


def adult_context(wizard) -> dict:
    """Return what a step shows beside its fields when an adult is with the reader.

    Who has parental responsibility is never asked: an adult who looks after the child, or their
    social worker, says that they may say yes.
    """
    step = wizard.steps.current
    keys = [question.key for question in wizard.questions_of(step)]
    if step != HAND_BACK and keys != [ADULT_PERMISSION]:
        return {"adult_step": ""}
    audience = wizard.document.audience(wizard.reader.audience)
    is_together = rule_for(audience.youngest_for(wizard.extra.get("age", ""))).is_together
    is_child = wizard.reader.age_band in ("u8", "8_11")
    return {
        "adult_step": "hand-back" if step == HAND_BACK else "allow",
        "is_together": is_together,
        "heading": _heading(step, is_together=is_together, is_child=is_child),
        "question_is_heading": False,
    }


def _heading(step, *, is_together, is_child):
    if step != HAND_BACK:
        if is_child:
            return _("Ask the grown-up who is with you to read this page")
        return _("Ask the adult who is with you to read this page")
    if is_together:
        return _("Now it is the child’s turn. Stay and help")
    if is_child:
        return _("Thank you. Now give it back to the child")
    return _("Thank you. Now give it back to the young person")
