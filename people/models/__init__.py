"""Who: people, their organisations, and the record of what staff did and read."""

from people.models.audit import AccessEvent, AuditEvent
from people.models.organisation import Membership, Organisation, Role
from people.models.user import User


__all__ = ["AccessEvent", "AuditEvent", "Membership", "Organisation", "Role", "User"]
