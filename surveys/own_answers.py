"""What one person sees of what they gave: their answers and permissions, found by their code."""

import base64
import csv
import io
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from surveys.actions.withdrawal import NOT_FOUND
from surveys.documents import document_of
from surveys.models import Response
from surveys.piping import AnswersInWords
from surveys.question_types import question_type
from surveys.receipts import is_well_formed, receipt_hmac_of
from surveys.sealing import SealBroken, seal, unseal
from surveys.wording import Reader, text_of


PURPOSE = "my answers"
MINUTES = 30
# What a spreadsheet would take for a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Packages above this one know what became of answers. Each registers one function, called as
# teller(response=…), that returns the names of the themes a response's answers stand in.
_TELLERS: list[Callable] = []


def register_teller(teller: Callable) -> None:
    """Have `teller(response=…)` say on the page which themes somebody's answers stand in."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def themes_of(response: Response) -> list[str]:
    """Return the names of the themes this person's answers stand in."""
    return [name for teller in _TELLERS for name in teller(response=response)]


def find_response(receipt: str) -> Response:
    """Return the response with this receipt; ValidationError says the same whatever is wrong."""
    response = None
    if is_well_formed(receipt):
        whole = Response.objects.submitted().select_related("survey")
        response = whole.filter(receipt_hmac=receipt_hmac_of(receipt)).first()
    if response is None:
        raise ValidationError(NOT_FOUND, code="unknown_receipt")
    return response


def answers_token(receipt: str) -> str:
    """Return a token for the addresses of somebody's own pages: sealed, and good for a while."""
    until = int(timezone.now().timestamp()) + MINUTES * 60
    data = {"receipt": receipt, "until": until}
    sealed = seal(data, secret=settings.SECRET_KEY.encode(), purpose=PURPOSE, context="")
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def receipt_of(token: str) -> str | None:
    """Return the receipt that the token holds, or None when it is damaged or too old."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        data = unseal(sealed, secret=settings.SECRET_KEY.encode(), purpose=PURPOSE, context="")
    except (SealBroken, ValueError):
        return None
    return data["receipt"] if data["until"] >= timezone.now().timestamp() else None


def reader_of(response: Response) -> Reader:
    """Return who this person is to a text: the same as when they answered."""
    return document_for(response).reader(
        response.audience,
        response.age_band,
        language=response.language,
        format_name=response.format,
    )


def document_for(response: Response):
    """Return the document of the version that this person answered."""
    return document_of(str(response.version_id))


def answer_rows(response: Response) -> list[dict]:
    """Return each question and its answer in words, in the order they were asked."""
    questions = list(document_for(response).questions())
    given = response.answers.values_list("question__key", "value", "text")
    values, texts = {}, {}
    for key, value, text in given:
        values[key], texts[key] = value, text
    plain = reader_of(response)
    reader = replace(plain, answers=AnswersInWords(lambda: questions, values, plain))
    return [
        {"key": text_of(question.label, reader), "value": texts[question.key]}
        for question in questions
        if question.key in texts
    ]


def permissions_now(response: Response) -> dict[str, str]:
    """Return the newest value of each permission."""
    return dict(response.consent_events.order_by("sequence").values_list("key", "value"))


def permission_rows(response: Response) -> list[dict]:
    """Return each permission, and what was said last in the words that were chosen."""
    reader, now = reader_of(response), permissions_now(response)
    return [
        {
            "name": permission.key,
            "key": text_of(permission.label, reader),
            "value": question_type(permission.type).text_of(
                permission, now[permission.key], reader
            ),
        }
        for permission in document_for(response).permissions_for(response.audience)
        if permission.key in now
    ]


def csv_of(rows: list[tuple[str, str]]) -> str:
    """Return rows as CSV in which nothing that was typed becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell for cell in row])
    return out.getvalue()
