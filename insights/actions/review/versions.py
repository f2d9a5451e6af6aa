"""Keeps what each version of a theme said, so that an old file's theme can still be told."""

from collections.abc import Iterable

from django.utils import timezone

from insights.models import Codebook, Theme, ThemeVersion


WORDS = ("name", "definition", "include_when", "exclude_when")


def version_of(theme: Theme) -> ThemeVersion:
    """Return an unsaved version with a theme's present words; nobody knows yet who wrote them."""
    said = {field: getattr(theme, field) for field in (*WORDS, "status")}
    return ThemeVersion(
        codebook_id=theme.codebook_id, of_theme=theme.pk, number=theme.version, **said
    )


def keep_versions(
    *, codebook: Codebook, known: Iterable[ThemeVersion], themes: Iterable[str], by
) -> None:
    """Write down the versions of `themes` that are not yet: how they were, and how they are.

    `known` is what they said before; a theme made outside the acts of review has no rows until
    one of them touches it.
    """
    themes = list(themes)
    if not themes:
        return
    rows = {(row.of_theme, row.number): row for row in known}
    for theme in Theme.objects.filter(pk__in=themes):
        row = version_of(theme)
        row.at, row.by = timezone.now(), by
        rows.setdefault((row.of_theme, row.number), row)
    written = set(codebook.versions.filter(of_theme__in=themes).values_list("of_theme", "number"))
    ThemeVersion.objects.bulk_create([row for key, row in rows.items() if key not in written])


def writers_of(theme: Theme) -> set:
    """Return who made a theme and who wrote the words it has now, as far as is known."""
    return writers_by_theme([theme.pk])[theme.pk]


def writers_by_theme(themes: Iterable) -> dict[object, set]:
    """Return for each of these themes' keys who made it and who wrote the words it has now."""
    versions: dict = {key: [] for key in themes}
    for row in ThemeVersion.objects.filter(of_theme__in=list(versions)).order_by("number"):
        versions[row.of_theme].append(row)
    return {key: _writers(rows) for key, rows in versions.items()}


def _writers(rows) -> set:
    makers = {row.by_id for row in rows[:1]}
    while len(rows) > 1 and _words(rows[-1]) == _words(rows[-2]):
        rows.pop()
    return (makers | {row.by_id for row in rows[-1:]}) - {None}


def _words(row):
    return [getattr(row, field) for field in WORDS]
