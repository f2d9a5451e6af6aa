"""Small surveys and responses for tests: a published survey, and people who answered it.

survey = make_survey()
make_response(survey, answers={"child_better": "Time"}, permissions={"quote_anon": "granted"})
"""

import hashlib
import uuid
from copy import deepcopy
from datetime import date

from people.models import Organisation
from surveys.actions.survey import close_survey, create_survey, open_survey, publish_version
from surveys.models import Answer, ConsentEvent, ConsentStatement, Response


DAY = date(2026, 3, 2)
PERMISSIONS = ("take_part", "quote_anon", "share_local")


def _open(key, label):
    return {"key": key, "type": "long_text", "concept": key.replace("child", "c"), "label": label}


def _consent(key, label):
    return {
        "key": key,
        "type": "consent",
        "purpose": key,
        "statement_version": 1,
        "label": label,
        "yes": "Yes",
        "no": "No",
    }


AUDIENCES = [
    {"key": "child", "label": "I am a child", "age_band": "8_11", "voice": "child"},
    {"key": "parent", "label": "I am a parent", "age_band": "adult", "voice": "adult"},
    {"key": "practitioner", "label": "I work with families", "age_band": "adult", "voice": "adult"},
]
CLOSED = [
    {
        "key": "helper",
        "type": "single",
        "concept": "helper",
        "label": "Who helps you?",
        "options": [
            {"code": "teacher", "label": "A teacher"},
            {"code": "family", "label": "My family"},
        ],
    },
    {
        "key": "feel",
        "type": "faces",
        "concept": "feel",
        "label": "How does it feel?",
        "presentation": "faces5_v1",
        "points": [{"code": number, "label": f"Face {number}"} for number in range(1, 6)],
    },
    {
        "key": "times",
        "type": "number",
        "concept": "times",
        "label": "How many times?",
        "min": 0,
        "max": 50,
    },
]
OPEN = [
    _open("child_better", "What would make things better?"),
    _open("child_worse", "What makes things hard?"),
    _open("child_more", "Anything else?"),
]


def small_document(slug="help-together", title="Getting help together"):
    """Return a valid document: three audiences, three open and three closed questions."""
    document = {
        "format": "consult-survey/1",
        "slug": slug,
        "language": "en",
        "title": title,
        "organisation": "Team",
        "why": "To learn what helps.",
        "readers": "The team.",
        "what_happens": "A report in spring.",
        "contact": "team@example.org",
        "audiences": AUDIENCES,
        "permissions": [
            _consent("take_part", "Can we use your answers?"),
            _consent("quote_anon", "Can we show your words without your name?"),
            _consent("share_local", "Can we pass on a summary?"),
        ],
        "pages": [{"key": "about", "questions": CLOSED}, {"key": "words", "questions": OPEN}],
    }
    # A copy: a test that changes its document must not change the next one's.
    return deepcopy(document)


def make_survey(*, organisation=None, slug="help-together", document=None, status="open"):
    """Return a survey with one published version, made by the actions the site uses."""
    document = document or small_document(slug)
    organisation = (
        organisation
        or Organisation.objects.get_or_create(
            slug="team", defaults={"name": "Team", "kind": "team"}
        )[0]
    )
    survey = create_survey(organisation=organisation, slug=slug, title=document["title"], by=None)
    publish_version(survey=survey, document=document, by=None)
    if status != "draft":
        open_survey(survey=survey, by=None)
    return close_survey(survey=survey, by=None) if status == "closed" else survey


def make_response(survey, *, answers=None, permissions=None, audience="child", **fields):
    """Return a sent response; take_part is granted unless said otherwise, the rest refused.

    An answer is the text a person typed, or a pair (value, text in words); None is blank.
    """
    spare = uuid.uuid4().hex
    known = {
        "age_band": "8_11" if audience == "child" else "adult",
        "received_day": DAY,
        "submission_key": _sha256(f"k{spare}"),
        "receipt_hmac": _sha256(f"r{spare}"),
        "content_sha256": _sha256(spare),
    }
    response = Response.objects.create(
        survey=survey,
        version=survey.published_version(),
        audience=audience,
        **(known | fields),
    )
    _give_permissions(response, permissions or {})
    by_key = {question.key: question for question in survey.questions.all()}
    Answer.objects.bulk_create(
        build_answer(response, by_key[key], given) for key, given in (answers or {}).items()
    )
    return response


def build_answer(response, question, given):
    """Return an unsaved answer."""
    value, text = given if isinstance(given, tuple) else (given, "" if given is None else given)
    return Answer(
        response=response,
        question=question,
        value=value,
        text=str(text),
        is_blank=not str(text).strip(),
        text_hash=_sha256(str(text).casefold().strip()),
    )


def keep_answers(answers):
    """Store many answers at once, for benches."""
    Answer.objects.bulk_create(answers)


def _give_permissions(response, permissions):
    values = {"take_part": "granted", "quote_anon": "refused", "share_local": "refused"}
    for key, value in (values | permissions).items():
        give_permission(response, key, value)


def give_permission(response, key, value):
    """Add one event: what this person says now about one permission."""
    statement, _made = ConsentStatement.objects.get_or_create(
        key=key,
        audience=response.audience,
        age_band=response.age_band,
        language="en",
        format="standard",
        sha256=_sha256(key),
        defaults={"version": 1, "text": f"May we: {key}?"},
    )
    return ConsentEvent.objects.create(
        response=response,
        statement=statement,
        key=key,
        value=value,
        sequence=1 + response.consent_events.filter(key=key).count(),
        recorded_day=DAY,
    )


def _sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
