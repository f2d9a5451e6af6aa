"""The one table of who may do what. Views ask it through people.access; no view names a role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Role


class Permission(models.TextChoices):
    """One thing a role may do."""

    SEE_SURVEYS = "see_surveys", _("See surveys and how many people answered")
    READ_ANSWERS = "read_answers", _("Read what people wrote")
    FIND_THEMES = "find_themes", _("Have themes found")
    DECIDE_THEMES = "decide_themes", _("Accept, change and reject themes")
    WRITE_FINDINGS = "write_findings", _("Link evidence, and write what became of what was said")
    EXPORT = "export", _("Make and download workbooks")
    ANSWER_REQUESTS = "answer_requests", _("See and settle requests for another way to answer")
    SEE_EXACT_NUMBERS = "see_exact_numbers", _("See small numbers of people exactly")
    MANAGE_PEOPLE = "manage_people", _("Add people and partner links")
    SEE_PARTNER_PAGE = "see_partner_page", _("See a partner's own links and counts")


ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission) - {Permission.SEE_PARTNER_PAGE},
    Role.REVIEWER: frozenset(
        {
            Permission.SEE_SURVEYS,
            Permission.READ_ANSWERS,
            Permission.FIND_THEMES,
            Permission.DECIDE_THEMES,
            Permission.WRITE_FINDINGS,
            Permission.EXPORT,
            Permission.ANSWER_REQUESTS,
            # Who may read every answer could count them too.
            Permission.SEE_EXACT_NUMBERS,
        }
    ),
    Role.PARTNER: frozenset({Permission.SEE_PARTNER_PAGE}),
}

# Roles that reach what people wrote, and so must prove a second factor.
STAFF_ROLES = frozenset({Role.ADMIN, Role.REVIEWER})


def is_allowed(role: str, permission: Permission) -> bool:
    """Return whether `role` may do `permission`; a role nobody listed may do nothing."""
    return permission in ROLE_PERMISSIONS.get(role, frozenset())
