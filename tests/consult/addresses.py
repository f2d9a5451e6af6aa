"""Every address that the site answers, read from the resolver itself."""

from django.urls import URLResolver, get_resolver


def every_pattern(resolver=None):
    """Yield every URL pattern of the site, those of included files too."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry)
        else:
            yield entry


def names_in(pattern) -> list[str]:
    """Return the names of the values that stand in an address."""
    return list(pattern.pattern.converters)
