"""Which answers wait for a second opinion, for the people who can give one."""

from django.db.models import Exists, OuterRef

from insights.models import Codebook
from insights.places import readable_answers


def waiting_for_opinion(codebook: Codebook, *, by) -> dict:
    """Return how many answers wait, and how many of them for this person; one query.

    Who asked is not who answers: their own wishes wait for somebody else.
    """
    pending = codebook.opinions.pending()
    mine = Exists(pending.filter(answer=OuterRef("pk"), asked_by=by))
    answers = readable_answers(codebook, by_key=True).filter(pk__in=pending.values("answer"))
    asked = list(answers.annotate(is_mine=mine).values_list("is_mine", flat=True))
    return {"all": len(asked), "for_me": asked.count(False)}
