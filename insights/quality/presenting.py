"""The figures of a sample in words and as tables."""

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.charts import Bar, Table, bar_chart
from insights.quality.figures import ENOUGH_READ, ENOUGH_SEEN, RECALL_AT_LEAST
from insights.quality.groups import name_of_group
from insights.quality.samples import STRATA
from insights.statistics import base_warning, share_interval
from insights.statistics.agreement import reliance


UNBROKEN = "\N{NO-BREAK SPACE}"
NONE = "\N{EN DASH}"
# Practice note THM-5, after Lazar and others.
SATISFACTORY, MODERATE = 0.60, 0.40


def too_few() -> str:
    return _("Too few to say")


def number(value, places=2) -> str:
    """Return a figure as it is shown: a dash where there is none."""
    if value is None:
        return NONE
    # Rounded first: number_format cuts.
    rounded = round(value, places)
    shown = number_format(abs(rounded), places, use_l10n=True, force_grouping=True)
    return f"−{shown}" if rounded < 0 else shown


def with_interval(value, interval, places=2) -> str:
    """Return a figure with its interval behind it; a line may break between the two."""
    if interval is None:
        return number(value, places)
    return f"{number(value, places)} ({_range(*map(number, interval))})"


def alpha_shown(value, interval) -> str:
    """Return alpha as exactly as its bars are told: .667 and .800."""
    return with_interval(value, interval, places=3)


def _range(low: str, high: str) -> str:
    words = _("%(low)s to %(high)s") % {"low": low, "high": high}
    return words.replace(" ", UNBROKEN)


def percent(share) -> str:
    return NONE if share is None else f"{number(100 * share, 0)}%"


def of_base(count, base) -> str:
    """Return a count and its base with the percentage: "24 of 30 · 80%"."""
    if not base:
        return NONE
    words = _("%(count)s of %(base)s") % {
        "count": number_format(count, use_l10n=True, force_grouping=True),
        "base": number_format(base, use_l10n=True, force_grouping=True),
    }
    return f"{words} · {percent(count / base)}".replace(" ", UNBROKEN)


def alpha_words(alpha) -> str:
    """Return what Krippendorff's alpha allows: THM-5."""
    return {
        "rely": _("Can be relied on"),
        "tentative": _("Tentative"),
        "revise": _("Revise the definition"),
        "none": too_few(),
    }[reliance(alpha)]


def is_enough_for_agreement(figures) -> bool:
    """Tell whether agreement on a theme may be put into words."""
    has_figures = figures["alpha"] is not None and figures["kappa"] is not None
    return has_figures and figures["read"] >= ENOUGH_READ and figures["seen"] >= ENOUGH_SEEN


def is_by_hand(figures) -> bool:
    """Tell whether the machine misses so much of a theme that people have to finish it."""
    return figures["true"] >= ENOUGH_SEEN and figures["recall"] < RECALL_AT_LEAST


def agreement_verdict(figures) -> str:
    """Return what is said of the agreement on one theme: THM-5, of alpha and kappa together.

    The stricter of the two decides what has to be done; the other says how far off it is.
    """
    if not is_enough_for_agreement(figures):
        return too_few()
    kappa, relied = figures["kappa"], reliance(figures["alpha"])
    if relied == "revise":
        if kappa > SATISFACTORY:
            return _("Nearly enough agreement: make the definition sharper")
        if kappa > MODERATE:
            return _("Moderate agreement: revise the definition")
        return _("Weak agreement: revise the definition")
    # In few answers alpha can be a little above kappa.
    return alpha_words(figures["alpha"]) if kappa > SATISFACTORY else _("Tentative")


def machine_verdict(figures) -> str:
    """Return what is said of the machine in one theme."""
    if figures["true"] < ENOUGH_SEEN:
        return too_few()
    return _("Finish by hand") if is_by_hand(figures) else _("Finds enough")


def agreement_table(state, figures) -> tuple[list[dict], list[list]]:
    """Return headings and rows of how far people agree, a theme a row."""
    headings = [
        {"text": _("Theme")},
        {"text": _("What it means")},
        {"text": _("Read twice"), "numeric": True},
        {"text": _("Same"), "numeric": True},
        {"text": _("How common"), "numeric": True},
        {"text": _("Kappa"), "numeric": True},
        {"text": _("Alpha"), "numeric": True},
        {"text": _("PABAK"), "numeric": True},
        {"text": _("AC1"), "numeric": True},
    ]
    return headings, [
        _agreement_row(theme, figures["themes"][str(theme.pk)]) for theme in state.themes
    ]


def _agreement_row(theme, figures):
    verdict = agreement_verdict(figures)
    if is_enough_for_agreement(figures) and reliance(figures["alpha"]) == "revise":
        verdict = {"text": verdict, "url": reverse("theme_edit", args=[theme.pk])}
    return [
        theme.name,
        verdict,
        number(figures["read"], 0),
        percent(figures["agreement"]),
        percent(figures["prevalence"]),
        with_interval(figures["kappa"], figures["kappa_interval"]),
        alpha_shown(figures["alpha"], figures["alpha_interval"]),
        number(figures["pabak"]),
        number(figures["ac1"]),
    ]


def machine_table(state, figures) -> tuple[list[dict], list[list]]:
    """Return headings and rows of how much the machine finds, a theme a row."""
    headings = [
        {"text": _("Theme")},
        {"text": _("What it means")},
        {"text": _("People put in"), "numeric": True},
        {"text": _("Machine put in"), "numeric": True},
        {"text": _("Of what it put in, right"), "numeric": True},
        {"text": _("Of what belongs, found"), "numeric": True},
        {"text": _("F1"), "numeric": True},
    ]
    return headings, [
        _machine_row(theme, figures["themes"][str(theme.pk)]) for theme in state.themes
    ]


def _machine_row(theme, figures):
    verdict = machine_verdict(figures)
    if is_by_hand(figures):
        verdict = {"text": verdict, "url": reverse("theme_answers", args=[theme.pk])}
    return [
        theme.name,
        verdict,
        number(figures["true"], 0),
        number(figures["found"], 0),
        *(
            with_interval(figures[measure], figures[f"{measure}_interval"])
            for measure in ("precision", "recall", "f1")
        ),
    ]


def summary_of(state, figures) -> list[dict]:
    """Return the rows that sum a sample up: how far it is read, and what comes of it."""
    whole, readable = figures["all"], len(state.items)
    unread = readable - whole["read"]
    alpha = whole["alpha"] if whole["read_twice"] >= ENOUGH_READ else None
    agreement = alpha_words(alpha)
    if alpha is not None:
        interval = alpha_shown(alpha, whole["alpha_interval"])
        agreement = _("%(words)s: alpha %(alpha)s") % {"words": agreement, "alpha": interval}
    machine = too_few()
    if whole["read"] >= ENOUGH_READ and whole["f1"] is not None:
        machine = _("F1 %(f1)s, recall %(recall)s") % {
            "f1": with_interval(whole["f1"], whole["f1_interval"]),
            "recall": with_interval(whole["recall"], whole["recall_interval"]),
        }
    rows = (
        (_("Read blind"), of_base(whole["read"], readable)),
        (_("Unread: in no figure"), number(unread, 0)),
        (_("Reader could not tell"), number(whole["unsure"], 0)),
        (_("Read by two people"), number(whole["read_twice"], 0)),
        (_("Read exactly alike"), of_base(whole["same"], whole["read_twice"])),
        (_("People and people, over all themes"), agreement),
        (_("Machine and people, over all themes"), machine),
    )
    return [{"key": key, "value": value} for key, value in rows]


def group_row(name, group) -> list:
    """Return one group of the bias audit as a row of a table."""
    if group.dimension in ("age_band", "length"):
        name = name.replace(" ", UNBROKEN)
    cells = [_share_cell(*group.shares[measure]) for measure in ("covered", "found", "alike")]
    return [name, *cells, _group_words(group)]


def _share_cell(count, base) -> str:
    found = share_interval(count, base)
    if found is None:
        return NONE
    _share, low, high = found
    return f"{of_base(count, base)} ({_range(percent(low), percent(high))})"


def _group_words(group) -> str:
    names = {
        "found": _("The machine finds less here"),
        "alike": _("People agree less here"),
        "covered": _("Fewer answers have a theme"),
    }
    words = [words for measure, words in names.items() if measure in group.lower]
    warning = base_warning(group.shares["covered"][1])
    return ". ".join([*words, *([warning] if warning else ())]) or NONE


def strata_rows(allocation, told, audiences) -> list[list]:
    """Return how many answers of each kind are in a sample; kinds that nothing tells apart as one.

    `told` are the names of what tells answers apart.
    """
    counts: dict[tuple, list[int]] = {}
    for stratum, answers, drawn in allocation:
        known = dict(zip(STRATA, stratum, strict=True))
        count = counts.setdefault(tuple(known[name] for name in told), [0, 0])
        count[0] += drawn
        count[1] += answers
    return [
        [
            *(
                name_of_group(name, group, audiences)
                for name, group in zip(told, place, strict=True)
            ),
            of_base(*count),
        ]
        for place, count in counts.items()
    ]


def coverage_rows(coverage) -> list[list]:
    """Return how many answers have a theme, and how many a person read."""
    rows = (
        (_("With a theme in use"), coverage.with_theme),
        (_("With a theme that a person confirmed"), coverage.confirmed),
        (_("Read and sorted by a person"), coverage.sorted_by_person),
        (_("Read blind in a sample"), coverage.read_blind),
        (_("Neither: sorted by the machine alone, or by nobody"), coverage.neither),
    )
    return [[words, of_base(count, coverage.answers)] for words, count in rows]


def curve_chart(coverage) -> dict:
    """Return how many different themes were seen as more answers were read: THM-8.

    It begins with the first answers that have a theme; each bar says how many answers it is of.
    """
    most = coverage.curve[-1][1] if coverage.curve else 0
    bars = [
        Bar(_first(answers), _seen(themes, most), themes)
        for answers, themes in coverage.curve
        if themes
    ]
    headings = [
        {"text": _("Answers read, in order")},
        {"text": _("Different themes so far"), "numeric": True},
    ]
    rows = [[bar.label, bar.figure] for bar in bars]
    return bar_chart(
        bars,
        name="saturation",
        title=_("Different themes seen, as more answers are read"),
        summary=_say_curve(coverage.curve),
        table=Table(_("Different themes seen"), headings, rows),
        whole=most or None,
    )


def _first(answers) -> str:
    words = ngettext("The first answer", "The first %(n)s answers", answers)
    return words % {"n": number(answers, 0)}


def _seen(themes, most) -> str:
    return ngettext("%(n)s of %(all)s theme", "%(n)s of %(all)s themes", most) % {
        "n": number(themes, 0),
        "all": number(most, 0),
    }


def _say_curve(curve) -> str:
    """Return where the last new theme was met."""
    most = curve[-1][1] if curve else 0
    if not most:
        return _("No answer has a theme in use yet.")
    reached = next(answers for answers, themes in curve if themes == most)
    return ngettext(
        "The one theme was met within the first %(answers)s of %(all)s answers.",
        "All %(themes)s themes were met within the first %(answers)s of %(all)s answers.",
        most,
    ) % {
        "themes": number(most, 0),
        "answers": number(reached, 0),
        "all": number(curve[-1][0], 0),
    }


def run_rows(run) -> tuple[list[dict], list[dict]]:
    """Return what one needs to make a search for themes again: THM-9; the main part, and all."""
    settings = {**run.metrics.get("settings", {}), **run.settings}
    main = (
        (_("Version of the theme finder"), run.engine_version),
        (_("Seed"), settings.pop("seed", NONE)),
        (_("Digest of the answers read"), run.input_digest),
    )
    versions = run.metrics.get("versions", {})
    rest = [(_("Setting: %(name)s") % {"name": name}, settings[name]) for name in sorted(settings)]
    rest += [(_("Version: %(name)s") % {"name": name}, versions[name]) for name in sorted(versions)]
    return tuple(
        [{"key": key, "value": _plain(value)} for key, value in rows] for rows in (main, rest)
    )


def _plain(value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {value[name]}" for name in sorted(value)) or NONE
    return NONE if value in (None, "") else str(value)
