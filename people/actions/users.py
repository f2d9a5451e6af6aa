"""Makes people, organisations and memberships. The only way anybody gets an account."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people.actions.audit import record_event
from people.models import Membership, Organisation, Role, User


@transaction.atomic
def create_user(*, email: str, name: str, password: str, by) -> User:
    """Make a person who can sign in with this e-mail address and password."""
    email = email.strip().lower()
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(
            _("Somebody with this e-mail address already has an account."), code="email_taken"
        )
    user = User(email=email, name=name.strip())
    validate_password(password, user)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    record_event(event="person_created", target=user, by=by)
    return user


@transaction.atomic
def create_organisation(*, name: str, slug: str, kind: str, by) -> Organisation:
    """Make the team that runs consultations, or a partner that passes on a link."""
    organisation = Organisation(name=name.strip(), slug=slug, kind=kind)
    organisation.full_clean()
    organisation.save()
    record_event(event="organisation_created", target=organisation, detail={"kind": kind}, by=by)
    return organisation


@transaction.atomic
def add_membership(*, user: User, organisation: Organisation, role: str, by) -> Membership:
    """Give a person a role in an organisation."""
    if (role == Role.PARTNER) != (organisation.kind == Organisation.Kind.PARTNER):
        # A partner of a team would see the team's surveys; a reviewer of a partner would see none.
        raise ValidationError(
            _("The partner role belongs to partner organisations, and no other role does."),
            code="role_of_other_kind",
        )
    membership = Membership(user=user, organisation=organisation, role=role)
    membership.full_clean()
    membership.save()
    record_event(
        event="membership_added",
        target=membership,
        detail={"user": str(user.pk), "organisation": str(organisation.pk), "role": str(role)},
        by=by,
    )
    return membership
