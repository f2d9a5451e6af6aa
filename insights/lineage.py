"""Tells what became of a theme: what it said, and what was done with it. Pure reading."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from insights.models import Decision, Theme, ThemeVersion


# Steps on single answers: they fill a theme, and say nothing of what it is.
OF_ANSWERS = (Decision.Kind.CONFIRM, Decision.Kind.MOVE, Decision.Kind.SETTLE)
PARTS = ("name", "definition", "include_when", "exclude_when")


def told_field(name: str) -> str:
    return {
        "name": _("Name"),
        "definition": _("What it is about"),
        "include_when": _("An answer belongs here when"),
        "exclude_when": _("An answer does not belong here when"),
        "status": _("Standing"),
    }[name]


def names_of(before: dict | None, after: dict | None) -> str:
    """Return the names of themes before and after a step, where they differ."""
    sides = [
        sorted({row["name"] for row in (states or {}).values() if row})
        for states in (before, after)
    ]
    return " → ".join(dict.fromkeys(", ".join(names) for names in sides if names))


@dataclass
class Past:
    """One theme through time: its versions, its steps, and the theme itself if it is there."""

    key: str
    theme: Theme | None
    versions: list[ThemeVersion]
    steps: list[dict]

    @property
    def name(self) -> str:
        return self.theme.name if self.theme else self.versions[-1].name

    def version(self, number: int) -> ThemeVersion | None:
        """Return what the theme said at a version; of one nobody changed yet, what it says now."""
        if self.theme and self.theme.version == number:
            return _of_now(self.theme, self._written(number))
        return self._written(number)

    def _written(self, number):
        return next((each for each in self.versions if each.number == number), None)


def _of_now(theme, written):
    said = {part: getattr(theme, part) for part in (*PARTS, "status")}
    row = ThemeVersion(of_theme=theme.pk, number=theme.version, **said)
    if written:
        row.at, row.by = written.at, written.by
    return row


def past_of(theme_id, *, visible_to, organisation) -> Past | None:
    """Return the past of a theme of this team, in use or not, even when its making was undone."""
    mine = {"codebook__survey__organisation": organisation}
    theme = Theme.objects.visible_to(visible_to).filter(pk=theme_id, **mine)
    theme = theme.select_related("codebook__survey", "codebook__question", "merged_into", "parent")
    theme = theme.first()
    versions = ThemeVersion.objects.visible_to(visible_to).filter(of_theme=theme_id, **mine)
    versions = list(versions.select_related("by", "codebook__survey").order_by("number"))
    if theme is None and not versions:
        return None
    codebook = theme.codebook if theme else versions[-1].codebook
    return Past(str(theme_id), theme, versions, steps_about(codebook, str(theme_id)))


def steps_about(codebook, theme_id: str) -> list[dict]:
    """Return the steps that changed a theme, took something into it or split off from it.

    Only what steps say of themes is read: an acceptance also holds the ids of all its codings.
    """
    fields = {"themes_before": "before__themes", "themes_after": "after__themes"}
    rows = codebook.decisions.exclude(kind__in=OF_ANSWERS).order_by("sequence")
    rows = rows.values(
        "kind", "sequence", "at", "by__name", "by__email", "reason", "about", *fields.values()
    )
    return [
        {
            "kind": Decision.Kind(row["kind"]).label,
            "names": names_of(row["before__themes"], row["after__themes"]),
            "who": row["by__name"] or row["by__email"],
            **{key: row[key] for key in ("sequence", "at", "reason")},
        }
        for row in rows
        if theme_id in (row["before__themes"] or {}) or theme_id in row["about"].values()
    ]


def standing_of(past: Past) -> dict:
    """Return in words what has become of a theme, with the theme to look at now, if any."""
    theme = past.theme
    if theme is None:
        return {"text": _("The step that made this theme was undone. It is no theme now.")}
    if theme.status == Theme.Status.MERGED and theme.merged_into:
        return {
            "text": _("It was merged into another theme, which has its answers now:"),
            "link": theme.merged_into,
        }
    return {
        "text": {
            Theme.Status.ACTIVE: _("It is in use."),
            Theme.Status.MERGED: _("It was merged into another theme."),
            Theme.Status.REJECTED: _("It was rejected: it is no theme now."),
            Theme.Status.RETIRED: _("It was retired: newer findings leave it out."),
        }[theme.status]
    }
