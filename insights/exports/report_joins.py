"""The joins between services in the report, as the page of joins says them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from insights.exports.published import Published


def joins_told(published: Published) -> Iterator[dict]:
    """Yield what services share and what lies between them, for each thing that was asked."""
    for number, (facts, view) in enumerate(published.joins(), start=1):
        yield {
            "label": facts.label,
            "name": f"joins-{number}",
            "theme_rows": view.by_theme(),
            "theme_headings": [
                {"text": _("Theme")},
                {"text": _("Services"), "numeric": True},
                {"text": _("Services that share it")},
            ],
            **view.words(),
        }
