"""Reading: the answers to a question one by one, and what a person decides about each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from insights.actions.coding import AnswerChanged, save_reading
from insights.actions.learning import request_learning
from insights.actions.runs import codebook_of
from insights.board import undo_of
from insights.forms_reading import ReadingForm, looked_at_again
from insights.models import AnswerReading
from insights.reading.learnt import learning_of, order_in_words
from insights.reading.opinions import waiting_for_opinion
from insights.reading.pages import fill, keep_on_page, reading_of
from insights.views.quote_picking import quotable_of
from insights.views.review import READING
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission, is_allowed
from surveys.titles import title_of


COVERED = "cover_long_answers"
LONG = 600  # characters
CONFIRM_ALL, STAY = "confirm_all", "stay"
CHANGED = _(
    "This answer was changed while you read it, so nothing was saved. It is shown as it is now, "
    "with what you chose and typed. Look at it once more and save again."
)


@staff_required(Permission.READ_ANSWERS)
@require_safe
def reading(request, question_id):
    """Show a page of answers; one of them is in hand, to be decided about."""
    question = question_of(request, question_id)
    found = reading_of(codebook_of(question=question), request.GET)
    fill(found, by=request.user)
    return _show(request, question, found)


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def reading_save(request, question_id, answer_id):
    """Save all that was decided about one answer, and go on to the next."""
    question = question_of(request, question_id)
    found = reading_of(codebook_of(question=question), request.GET)
    fill(found, by=request.user, only=answer_id)
    answer = found.at(answer_id)
    if answer is None:
        messages.warning(request, _("This answer was taken back. There is nothing to save."))
        return _back(request, question, {})
    form = _form_of(request, found, answer, request.POST)
    act = request.POST.get("save", "")
    if not form.is_valid():
        return _again(request, question, found, answer_id)
    try:
        save_reading(
            codebook=found.codebook,
            answer_id=answer_id,
            choices=form.choices(confirm_all=act == CONFIRM_ALL),
            by=request.user,
        )
    except AnswerChanged:
        return _again(request, question, found, answer_id, CHANGED, status=409)
    except ValidationError as error:
        return _again(request, question, found, answer_id, error)
    messages.success(request, _("Saved."))
    return _back(request, question, _next(found, answer_id, act))


def _again(request, question, found, answer_id, error=None, status=200):
    """Show the page with all that was chosen and typed, about the answer as it stands now."""
    keep_on_page(found, answer_id)
    fill(found, by=request.user)
    answer = found.at(answer_id)
    if answer is None:
        messages.warning(request, _("This answer was taken back. There is nothing to save."))
        return _back(request, question, {})
    given = looked_at_again(request.POST, found.standings[answer_id])
    form = _form_of(request, found, answer, given)
    if error:
        form.add_error(None, error)
    return _show(request, question, found, in_hand=answer, form=form, status=status)


def _form_of(request, found, answer, data=None):
    return ReadingForm(
        data,
        answer=answer,
        standing=found.standings[answer["id"]],
        themes=found.codebook.themes.active().order_by("name", "pk"),
        by=request.user,
    )


def _next(found, answer_id, act) -> dict:
    """Return what the address changes by: which answer comes into the hand."""
    keys = [row["pk"] for row in found.page.rows]
    if act == STAY:
        return {"at": answer_id}
    later = keys[keys.index(answer_id) + 1 :] if answer_id in keys else keys
    if later:
        return {"at": later[0]}
    if found.page.after:
        return {"at": "", "before": "", "after": found.page.after}
    return {"at": answer_id}


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def reading_learn(request, question_id):
    """Have the coder learn from what was decided; a worker does it."""
    question = question_of(request, question_id)
    try:
        request_learning(codebook=codebook_of(question=question), by=request.user)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("The machine learns from what was decided. Go on reading meanwhile.")
        )
    return _back(request, question, {})


@staff_required(Permission.READ_ANSWERS)
@require_POST
def reading_blur(request, question_id):
    """Cover long and serious answers until they are asked for, or show them; for this session."""
    question = question_of(request, question_id)
    request.session[COVERED] = request.POST.get("blur") == "yes"
    return _back(request, question, {})


def _back(request, question, changes):
    # 303: reload and Back then save nothing twice.
    address = f"{reverse('reading', args=[question.pk])}?{query_of(request.GET, changes)}"
    at = changes.get("at")
    return HttpResponseRedirect(f"{address}#answer-{at}" if at else address, status=303)


def query_of(asked, changes) -> str:
    """Return the query of an address with some values changed; empty ones are left out."""
    kept = {**asked.dict(), **changes}
    return urlencode({name: value for name, value in kept.items() if value})


def _show(request, question, found, *, in_hand=None, form=None, status=200):
    decides = is_allowed(request.membership.role, Permission.DECIDE_THEMES)
    in_hand = in_hand or _in_hand(request, found)
    if decides and in_hand and form is None:
        form = _form_of(request, found, in_hand)
    quotable = quotable_of(request, {each["id"] for each in found.answers})
    is_blurring = request.session.get(COVERED, False)
    for each in found.answers:
        each["is_quotable"] = each["id"] in quotable
        each["is_in_hand"] = each is in_hand
        each["is_blurred"] = is_blurring and _is_hard(each)
        each["query"] = query_of(request.GET, {"at": each["id"]})
    learning = learning_of(found.codebook)
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "filters": found.form,
        "is_narrowed": found.form.is_narrowed(),
        "answers": found.answers,
        "alike": found.alike,
        "in_hand": in_hand,
        "form": form if decides else None,
        "may_decide": decides,
        "is_blurring": is_blurring,
        "undo": _undo(request, found) if decides else None,
        **_beside(found, in_hand),
        "learning": learning,
        "order": order_in_words(found, learning),
        "opinions": waiting_for_opinion(found.codebook, by=request.user),
        "save_query": query_of(request.GET, {"at": ""}),
        **_neighbours(request, found),
    }
    return render(request, "insights/reading.html", context, status=status)


def _is_hard(answer) -> bool:
    """Tell whether an answer may be hard to read: it is long, or in a theme marked as serious."""
    is_serious = any(tag["coding"].theme.is_serious for tag in answer["tags"])
    return is_serious or len(answer["text"]) > LONG


def _undo(request, found):
    step = undo_of([found.codebook], by=request.user, token=get_token(request))
    if step:
        # Back to where the person reads, and to the answer that the step was about.
        rows = AnswerReading.objects.filter(pk__in=step["readings"])
        at = rows.values_list("answer_id", flat=True).first() if step["readings"] else None
        query = query_of(request.GET, {"at": at})
        step["fields"] = [("board", READING), ("query", query), ("answer", at or "")]
    return step


def _in_hand(request, found):
    wanted = request.GET.get("at", "")
    by_key = {str(each["id"]): each for each in found.answers}
    return by_key.get(wanted) or next(iter(found.answers), None)


def _beside(found, in_hand) -> dict:
    """Return the answers before and after the one in hand, on its page."""
    place = found.answers.index(in_hand) if in_hand else 0
    after = found.answers[place + 1 : place + 2]
    return {
        "before_this": found.answers[place - 1] if place else None,
        "after_this": after[0] if after else None,
    }


def _neighbours(request, found) -> dict:
    cursors = {"before": found.page.before, "after": found.page.after}
    empty = {"at": "", "before": "", "after": ""}
    links = {
        name: query_of(request.GET, {**empty, name: cursor}) if cursor else ""
        for name, cursor in cursors.items()
    }
    return {
        "newer": links["before"],
        "further": links["after"],
        "first": query_of(request.GET, empty),
        "is_first": not (request.GET.get("after") or request.GET.get("before")),
    }
