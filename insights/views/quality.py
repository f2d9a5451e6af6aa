"""Quality: how far the sorting of a question's answers can be relied on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.actions.quality import draw_sample, figures_now
from insights.actions.runs import codebook_of
from insights.comparing.attributes import attributes_of
from insights.models import AuditSample
from insights.quality.bias import audit_by_group
from insights.quality.blind import blind_items
from insights.quality.coverage import answers_with_theme, coverage_of
from insights.quality.groups import DIMENSIONS, groups_of, in_order, name_of_group
from insights.quality.presenting import (
    agreement_table,
    coverage_rows,
    curve_chart,
    group_row,
    machine_table,
    number,
    of_base,
    run_rows,
    strata_rows,
    summary_of,
)
from insights.quality.samples import allocation_of, state_of
from insights.views.themes import question_of
from people.access import staff_required
from people.roles import Permission, is_allowed
from surveys.titles import title_of


def sample_of(request, sample_id) -> AuditSample:
    """Return the team's audit sample; another team's is not found."""
    samples = AuditSample.objects.visible_to(request.user)
    samples = samples.filter(codebook__survey__organisation=request.organisation)
    return get_object_or_404(
        samples.select_related("codebook__survey", "codebook__question"), pk=sample_id
    )


def about(sample) -> dict:
    """Return what every page of a sample says of where it belongs."""
    question = sample.codebook.question
    return {
        "survey": sample.codebook.survey,
        "question": question,
        "title": title_of(question),
        "sample": sample,
    }


def may_decide(request) -> bool:
    return is_allowed(request.membership.role, Permission.DECIDE_THEMES)


@staff_required(Permission.READ_ANSWERS)
@require_safe
def quality(request, question_id):
    """Show what is known of the quality of a question's themes, and where to look next."""
    question = question_of(request, question_id)
    book = codebook_of(question=question)
    coverage = coverage_of(book)
    run = book.runs.whole().order_by("-finished_at").first()
    run_main, run_rest = run_rows(run) if run else ([], [])
    samples = list(book.audits.order_by("-drawn_at", "pk"))
    context = {
        "survey": question.survey,
        "question": question,
        "title": title_of(question),
        "may_decide": may_decide(request),
        "has_themes": book.themes.active().exists(),
        "samples": [_card(sample, request.user) for sample in samples],
        "coverage": coverage_rows(coverage),
        "coverage_headings": [{"text": _("Answers")}, {"text": _("How many"), "numeric": True}],
        "answers": coverage.answers,
        "curve": curve_chart(coverage),
        "run": run,
        "run_main": run_main,
        "run_rest": run_rest,
    }
    return render(request, "insights/quality.html", context)


def _card(sample, person):
    state = state_of(sample)
    return {
        "sample": sample,
        "summary": summary_of(state, figures_now(state=state)),
        "open": len(state.open_disputes()),
        "is_read": bool(state.read),
        # Also where somebody else has read everything: this person is in the middle of it.
        "is_to_read": len(state.items) > len(state.read)
        or blind_items(sample, person).exclude(readings__reader=person).exists(),
    }


@staff_required(Permission.DECIDE_THEMES)
@require_POST
def audit_draw(request, question_id):
    question = question_of(request, question_id)
    try:
        sample = draw_sample(codebook=codebook_of(question=question), by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("quality", args=[question.pk]), status=303)
    messages.success(
        request, _("A sample of %(n)s answers was drawn.") % {"n": number(sample.size, 0)}
    )
    return HttpResponseRedirect(reverse("audit", args=[sample.pk]), status=303)


@staff_required(Permission.READ_ANSWERS)
@require_safe
def audit(request, sample_id):
    """Show the figures of one sample, theme by theme."""
    sample = sample_of(request, sample_id)
    state = state_of(sample)
    figures = figures_now(state=state)
    changed, gone = state.changed()
    agreement_headings, agreement = agreement_table(state, figures)
    machine_headings, machine = machine_table(state, figures)
    context = about(sample) | {
        "may_decide": may_decide(request),
        "summary": summary_of(state, figures),
        "open": len(state.open_disputes()),
        "disputes": len(state.disputes()),
        "is_read": bool(state.read),
        "is_read_twice": figures["all"]["read_twice"] > 0,
        "unread": len(state.items) - len(state.read),
        "left": sample.size - len(state.items),
        "changed": [theme.name for theme in changed],
        "gone": gone,
        "newer": state.newer(),
        "agreement_headings": agreement_headings,
        "agreement": agreement,
        "machine_headings": machine_headings,
        "machine": machine,
        **_strata(sample),
    }
    return render(request, "insights/audit.html", context)


def _strata(sample):
    audiences = _audiences(sample.codebook.survey)
    return {
        "strata_headings": [
            *({"text": str(DIMENSIONS[name])} for name in sample.strata),
            {"text": _("In the sample"), "numeric": True},
        ],
        "strata_rows": strata_rows(allocation_of(sample), sample.strata, audiences),
    }


def _audiences(survey):
    known = (each for each in attributes_of(survey) if each.key == "audience")
    return next((each.names for each in known), {})


@staff_required(Permission.READ_ANSWERS)
@require_safe
def audit_groups(request, sample_id):
    """Show whether the machine misses more of what some people say: the bias audit."""
    sample = sample_of(request, sample_id)
    state = state_of(sample)
    groups = audit_by_group(
        groups_of(sample.codebook.question),
        state.items,
        state.theme_ids,
        answers_with_theme(sample.codebook),
    )
    audiences = _audiences(sample.codebook.survey)
    names = {
        (each.dimension, each.group): name_of_group(each.dimension, each.group, audiences)
        for each in groups
    }
    context = about(sample) | {
        "may_decide": may_decide(request),
        "is_read": bool(state.read),
        "read": of_base(len(state.read), len(state.items)),
        "worse": _lower("found", groups, names),
        "bare": _lower("covered", groups, names),
        "tables": [_table(dimension, groups, names) for dimension in DIMENSIONS],
        "headings": [
            {"text": _("Group")},
            {"text": _("All answers: with a theme"), "numeric": True},
            {"text": _("Sample: found by the machine"), "numeric": True},
            {"text": _("Sample: read alike"), "numeric": True},
            {"text": _("What it means")},
        ],
    }
    return render(request, "insights/audit_groups.html", context)


def _lower(measure, groups, names):
    """Return the names of the groups that are surely below everybody else."""
    return [
        f"{DIMENSIONS[each.dimension]}: {names[each.dimension, each.group]}"
        for each in groups
        if measure in each.lower
    ]


def _table(dimension, groups, names):
    mine = {each.group: each for each in groups if each.dimension == dimension}
    rows = [group_row(names[dimension, group], mine[group]) for group in in_order(dimension, mine)]
    return {"caption": str(DIMENSIONS[dimension]), "rows": rows}
