"""What the second reader of a quote has to be sure of, and more where an answer was held."""

from insights.models import Quote
from insights.quoting.intruder import QUESTIONS, RELEASED
from people.models import AuditEvent


def questions_for(quote: Quote) -> tuple[tuple, ...]:
    """Return (key, sentence) of all that has to be true before this quote may be used."""
    # That it was held stands in the audit trail alone: a released answer is like any other.
    released = AuditEvent.objects.filter(event="answer released", target_id=str(quote.answer_id))
    return (*QUESTIONS, RELEASED) if released.exists() else QUESTIONS
