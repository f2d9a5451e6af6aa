"""Quotes that two sample people picked and read: some approved, some waiting, one taken back.

A passage is looked for by its words among people who allow it at this moment; one that no sample
answer has is left out. Nobody is quoted twice.
"""

from insights.actions.export import record_download, request_export, run_export
from insights.actions.quotes import (
    Choice,
    approve_quote,
    cite_quote,
    pick_quote,
    send_back_quote,
)
from insights.jobs import claim
from insights.models import Quote
from insights.quoting.intruder import KEYS
from insights.quoting.redact import REPLACE, Mark, Passage
from surveys.actions.permissions import change_permission
from surveys.models import Answer, Purpose, Response, Survey


APPROVED, SENT_BACK = "approved", "sent_back"


def pick_quotes(survey: Survey, *, entries, themes, people) -> list[Quote]:
    """Return the quotes that were made. `themes` is {(question key, name): theme}."""
    recommendations = {each.key: each for each in survey.recommendations.all()}
    quoted: set = set()
    quotes, leaving = [], []
    for entry in entries:
        theme = themes.get((entry["question"], entry["theme"]))
        answer = theme and _answer_with(entry["words"], theme, quoted)
        if not answer:
            continue
        quoted.add(answer.response_id)
        quote = _second_read(_pick(answer, entry, theme, people), entry, people)
        quotes.append(quote)
        if entry.get("cited_in"):
            where = recommendations[entry["cited_in"]]
            cite_quote(quote=quote, where=where, by=people["reviewer"])
        if entry.get("is_taken_back"):
            leaving.append(answer.response_id)
    _hand_out(survey, **people)
    for response in Response.objects.filter(pk__in=leaving):
        change_permission(response=response, key="quote_anon", is_granted=False)
    return quotes


def _answer_with(words, theme, quoted) -> Answer | None:
    """Return the shortest answer with these words, of somebody who is not quoted yet."""
    answers = Answer.objects.for_purpose(Purpose.QUOTE).filter(
        question=theme.codebook.question_id, text__contains=words
    )
    # SQLite takes small letters for capitals here; and ids are another each time.
    fitting = [
        each
        for each in answers.select_related("response")
        if words in each.text and each.response_id not in quoted
    ]
    return min(fitting, key=_place, default=None)


def _place(answer):
    return len(answer.text), answer.text, -answer.response.received_day.toordinal()


def _pick(answer, entry, theme, people) -> Quote:
    start = answer.text.index(entry["words"])
    marks = tuple(_mark(answer.text, start, each) for each in entry.get("take_out", ()))
    passage = Passage(start, start + len(entry["words"]), marks)
    choice = Choice(passage, entry["kind"], theme)
    return pick_quote(answer=answer, choice=choice, by=people[entry["picker"]])


def _mark(text, start, out) -> Mark:
    at = text.index(out["words"], start)
    return Mark(at, at + len(out["words"]), REPLACE, out["why"], out["label"])


def _second_read(quote, entry, people) -> Quote:
    [reader] = [person for name, person in people.items() if name != entry["picker"]]
    if entry.get("read") == APPROVED:
        return approve_quote(quote=quote, checks=list(KEYS), version=quote.version, by=reader)
    if entry.get("read") == SENT_BACK:
        return send_back_quote(quote=quote, reason=entry["note"], version=quote.version, by=reader)
    return quote


def _hand_out(survey, reviewer, colleague):
    """Make a file that holds the quotes and give it to the colleague, who is to be told later."""
    export = request_export(
        survey=survey, kind="csv", purpose="To choose quotes for the report", by=reviewer
    )
    run_export(export=export, token=claim(export))
    export.refresh_from_db()
    record_download(export=export, by=colleague)
