"""Tells a person which themes their answers stand in (surveys/own_answers.py shows it to them)."""

from insights.models import Coding, Theme
from surveys.models import Answer, Purpose


def themes_of_response(*, response) -> list[str]:
    """Return the names of the themes in use that hold an answer of this response, read now."""
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(response=response)
    codings = Coding.objects.current().filter(answer__in=readable)
    themes = Theme.objects.filter(pk__in=codings.values("theme"))
    return list(themes.order_by("name").values_list("name", flat=True).distinct())
