"""What a person gave, for that person: see it, change what is allowed, keep a copy, delete it."""

from contextlib import suppress
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions.permissions import change_permission
from surveys.actions.withdrawal import withdraw_response
from surveys.choosing import in_this_language, speak_to
from surveys.contacts import email_of
from surveys.forms import QuestionsForm, WithdrawForm
from surveys.own_answers import (
    MINUTES,
    answer_rows,
    answers_token,
    csv_of,
    document_for,
    find_response,
    permission_rows,
    permissions_now,
    reader_of,
    receipt_of,
    themes_of,
)
from surveys.pages import reader_context
from surveys.permission_purposes import PURPOSES
from surveys.receipts import is_well_formed
from surveys.same_origin import same_origin_only
from surveys.tries import TRIES, address_of
from surveys.wizard import SeeOther


FILES = {"csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8"}


def with_code(request, form, action):
    """Return action(receipt), or None with the form saying why: tried too often, or not found.

    Only a code that could be one of ours can be a guess, so only that counts as a wrong try.
    """
    receipt, address = form.cleaned_data["code"], address_of(request)
    try:
        TRIES.check(address)
        return action(receipt)
    except ValidationError as error:
        if error.code == "unknown_receipt" and is_well_formed(receipt):
            TRIES.count_wrong(address)
        form.add_error("code", error)
    return None


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def my_answers(request):
    """Ask for the code. It is posted, never part of an address; nothing stays in the browser."""
    form = WithdrawForm(request.POST or None)
    is_posted = request.method == "POST" and form.is_valid()
    if is_posted and with_code(request, form, find_response) is not None:
        return SeeOther(_url("my_answers_page", answers_token(form.cleaned_data["code"])))
    return render(request, "surveys/my_answers.html", {"form": form})


def own_response(view):
    """Give a view the response whose token stands in the address, or ask for the code again."""

    @wraps(view)
    def opened(request, *, token, **kwargs):
        receipt = receipt_of(token)
        try:
            response = find_response(receipt or "")
        except ValidationError:
            context = {"form": WithdrawForm(), "is_over": True}
            return render(request, "surveys/my_answers.html", context)
        speak_to(reader_of(response))
        return view(request, response=response, receipt=receipt, token=token, **kwargs)

    return opened


@require_safe
@own_response
def my_answers_page(request, *, response, receipt, token):
    """Show what is held, what is allowed, and what became of it."""
    context = {
        **_context(response, token),
        "answers": answer_rows(response),
        "permissions": [
            {**row, "change_url": _url("my_answers_permission", token, key=row["name"])}
            for row in permission_rows(response)
        ],
        "themes": themes_of(response),
        "email": email_of(response),
        "minutes": MINUTES,
    }
    return render(request, "surveys/my_answers_page.html", context)


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def my_answers_permission(request, *, response, receipt, token, key):
    """Ask one permission again, as it was asked at first. A No without which nothing would have
    been sent is a withdrawal."""
    asked = document_for(response).permissions_for(response.audience)
    permission = next((each for each in asked if each.key == key), None)
    if permission is None or key not in permissions_now(response):
        raise Http404
    purpose = PURPOSES[permission.settings["purpose"]]
    form = QuestionsForm(request.POST or None, questions=[permission], reader=reader_of(response))
    if request.method == "POST" and form.is_valid():
        is_granted = form.cleaned_data[key] == "granted"
        if purpose.ends_survey:
            return SeeOther(_url("my_answers_page" if is_granted else "my_answers_delete", token))
        with suppress(ValidationError):  # deleted in another tab: the next page says so
            change_permission(response=response, key=key, is_granted=is_granted)
        return SeeOther(_url("my_answers_page", token))
    now = next(row["value"] for row in permission_rows(response) if row["name"] == key)
    context = {**_context(response, token), "form": form, "now": now, "purpose": purpose}
    return render(request, "surveys/my_answers_permission.html", context)


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def my_answers_delete(request, *, response, receipt, token):
    """Ask once more, then delete everything."""
    if request.method == "POST":
        with suppress(ValidationError):  # deleted in another tab: that is what was wished
            withdraw_response(receipt=receipt)
        return SeeOther(in_this_language(reverse("withdraw_done")))
    return render(request, "surveys/my_answers_delete.html", _context(response, token))


@require_safe
@own_response
def my_answers_file(request, *, response, receipt, token, kind):
    """Give a person a copy of their own answers and permissions."""
    if kind not in FILES:
        raise Http404
    answers, permissions = answer_rows(response), permission_rows(response)
    if kind == "csv":
        rows = [(row["key"], row["value"]) for row in [*permissions, *answers]]
        content = "\ufeff" + csv_of([(_("Question"), _("Your answer")), *rows])
    else:
        context = {**_context(response, token), "answers": answers, "permissions": permissions}
        content = render(request, "surveys/my_answers_file.html", context).content
    made = HttpResponse(content, content_type=FILES[kind])
    made["Content-Disposition"] = f'attachment; filename="my-answers.{kind}"'
    return made


def _context(response, token):
    document, reader = document_for(response), reader_of(response)
    return {
        **reader_context(document, reader),
        "received_day": response.received_day,
        "slug": document.slug,
        "withdraw_until": document.last_day_out,
        "back_url": _url("my_answers_page", token),
        "delete_url": _url("my_answers_delete", token),
        "csv_url": _url("my_answers_file", token, kind="csv"),
        "html_url": _url("my_answers_file", token, kind="html"),
    }


def _url(name, token, **kwargs):
    return reverse(name, kwargs={"token": token, **kwargs})
