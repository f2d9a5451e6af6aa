"""Reading a sample blind, and settling what readers disagree on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from insights.actions.quality import commit_reading, note_onlooker
from insights.actions.quality_settling import settle_alike
from insights.cards import texts_of
from insights.forms_quality import NONE, UNSURE, ReadingForm, SettleForm
from insights.models import AuditItem
from insights.quality.blind import blind_items
from insights.quality.disputes import (
    agreed_themes,
    alike,
    dispute_tables,
    meanings_of,
    settled_in_words,
    shown_disputes,
)
from insights.quality.samples import state_of, themes_of
from insights.views.quality import about, sample_of
from people.access import staff_required
from people.roles import Permission


PAGE = 20
# The answers that stand alone, with the key that ticks each of them.
ALONE = {NONE: "n", UNSURE: "u"}


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def audit_read(request, sample_id):
    """Show the next answer to read blind, and keep what the person says of it.

    Nothing on this page comes from a coding: it is the same whatever others have decided.
    """
    sample = sample_of(request, sample_id)
    if request.method == "POST":
        return _sent(request, sample)
    item = blind_items(sample, request.user).exclude(readings__reader=request.user).first()
    form = item and ReadingForm(initial={"item": item.pk}, themes=themes_of(sample))
    return render(request, "insights/audit_read.html", _reading(request, sample, item, form))


def _sent(request, sample):
    form = ReadingForm(request.POST, themes=themes_of(sample))
    is_clear = form.is_valid()
    key = form.cleaned_data.get("item")
    item = key and get_object_or_404(sample.items, pk=key)
    if item is None or (is_clear and _keep(request, item, form)):
        return HttpResponseRedirect(reverse("audit_read", args=[sample.pk]), status=303)
    return render(request, "insights/audit_read.html", _reading(request, sample, item, form))


def _keep(request, item, form) -> bool:
    """Keep the reading, or say why not; who sent it a second time goes on to the next answer."""
    try:
        commit_reading(item=item, by=request.user, **form.reading())
    except ValidationError as error:
        if error.code != "kept_already":
            form.add_error(None, error)
            return False
        messages.warning(request, " ".join(error.messages))
    return True


def _reading(request, sample, item, form):
    mine = blind_items(sample, request.user)
    context = about(sample) | {
        "form": form,
        "item": item,
        "kept": mine.filter(readings__reader=request.user).count(),
        "total": mine.count(),
    }
    if item is None:
        return context
    texts = texts_of(
        codebook=sample.codebook, answers={item.answer_id}, view="audit_read", by=request.user
    )
    return context | {"text": texts.get(item.answer_id, ""), "choices": _choices(form)}


def _choices(form) -> list[dict]:
    """Return what can be ticked: each theme with its words, then the answers that stand alone."""
    chosen = set(form["codes"].value() or ())
    keys = dict(zip(form.themes, "123456789", strict=False)) | ALONE
    return [
        {
            "value": value,
            "name": name,
            "key": keys.get(value, ""),
            "theme": form.themes.get(value),
            "is_alone": value in ALONE,
            "alone_first": value == NONE,
            "is_chosen": value in chosen,
        }
        for value, name in form.fields["codes"].choices
    ]


@staff_required(Permission.DECIDE_THEMES)
@require_safe
def audit_disputes(request, sample_id):
    """List what readers disagree on, to whoever has no answer left to read blind."""
    sample = sample_of(request, sample_id)
    with transaction.atomic():
        note_onlooker(sample=sample, by=request.user)
        state = state_of(sample)
        shown = shown_disputes(state, request.user)
        page = Paginator(alike(shown), PAGE).get_page(request.GET.get("page"))
        texts = texts_of(
            codebook=sample.codebook,
            answers={group.first.answer for group in page},
            view="audit_disputes",
            by=request.user,
        )
    texts = {str(key): text for key, text in texts.items()}
    context = about(sample) | {
        "page": page,
        "rows": [
            _row(state, group, texts[group.first.answer])
            for group in page
            if group.first.answer in texts
        ],
        "hidden": len(state.disputes()) - len(shown),
    }
    return render(request, "insights/audit_disputes.html", context)


def _row(state, group, text):
    return {
        "item": group.first,
        "answers": len(group.items),
        "text": text,
        "tables": dispute_tables(state, group),
        "settled_as": settled_in_words(state, group),
        "notes": list(dict.fromkeys(item.note for item in group.items if item.note)),
    }


@staff_required(Permission.DECIDE_THEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def audit_settle(request, item_id):
    """Settle one disagreement: both readings side by side, and the themes that hold."""
    items = AuditItem.objects.select_related("sample")
    row = get_object_or_404(items, pk=item_id)
    sample = sample_of(request, row.sample_id)
    disputes = reverse("audit_disputes", args=[sample.pk])
    note_onlooker(sample=sample, by=request.user)
    state = state_of(sample)
    shown = {item.id: item for item in shown_disputes(state, request.user)}
    item = shown.get(str(row.pk))
    if item is None or item.is_settled:
        messages.warning(request, _("There is nothing to settle here any more."))
        return HttpResponseRedirect(disputes, status=303)
    group = next(each for each in alike(list(shown.values())) if item in each.items)
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        initial={"themes": agreed_themes(state, item)},
        themes=state.themes,
        others=len(group.items) - 1,
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _settle(request, row, group, form):
        return HttpResponseRedirect(disputes, status=303)
    texts = texts_of(
        codebook=sample.codebook, answers={row.answer_id}, view="audit_settle", by=request.user
    )
    context = about(sample) | {
        "item": row,
        "form": form,
        "text": texts.get(row.answer_id, ""),
        "tables": dispute_tables(state, group),
        "answers": len(group.items),
        "settled_as": settled_in_words(state, group),
        "meanings": meanings_of(state, item),
    }
    return render(request, "insights/audit_settle.html", context)


def _settle(request, row, group, form) -> bool:
    """Settle one disagreement, or all about the same words; tell whether that was possible."""
    given = dict(form.cleaned_data)
    keys = [each.id for each in group.items] if given.pop("alike", False) else [row.pk]
    items = list(AuditItem.objects.filter(pk__in=keys))
    try:
        count = settle_alike(items=items, by=request.user, **given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    done = ngettext(
        "Settled. The themes of this answer say so now.",
        "Settled. The themes of these %(n)s answers say so now.",
        count,
    )
    messages.success(request, done % {"n": number_format(count)})
    return True
