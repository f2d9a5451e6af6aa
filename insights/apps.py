"""Tells Django about the insights package, and the survey package what to do at a withdrawal."""

from functools import partial

from django.apps import AppConfig
from django.utils.module_loading import import_string


# Called inside surveys.actions.withdrawal, which may not know this package.
CLEANERS = (
    "insights.actions.withdrawal.forget_response",
    # After that: it changes themes first, then their figures, in the order that reviewing does.
    "insights.actions.tallies.forget_tallies_with",
    "insights.actions.export.supersede_exports_holding",
    "insights.actions.counting.forget_counts",
    "insights.actions.comparisons.forget_comparisons_with",
)


def clean_up(name: str, **what) -> None:
    """Call the cleaner of this name: found at need, so that no web process loads all it uses."""
    import_string(name)(**what)


# What a person takes back of their permissions is taken back from files too.
FOLLOWERS = (
    "insights.actions.export.supersede_exports_holding",
    "insights.actions.tallies.forget_tallies_needing",
    "insights.actions.counting.forget_counts",
    "insights.actions.comparisons.forget_comparisons_with",
)

# And the answers that needed it, from what was made of them.
FORGETTERS = (
    "insights.actions.withdrawal.forget_response",
    "insights.actions.comparisons.forget_comparisons_with",
)

# An answer that was held for safeguarding counts from its release.
RELEASED = ("insights.actions.comparisons.forget_comparisons_with",)


def tell_themes(*, response) -> list[str]:
    """Return the names of the themes a response's answers stand in; found at need, as above."""
    return import_string("insights.own_themes.themes_of_response")(response=response)


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self):
        register = import_string("surveys.actions.withdrawal.register_cleaner")
        for name in CLEANERS:
            register(partial(clean_up, name))
        follow = import_string("surveys.actions.permissions.register_follower")
        for name in FOLLOWERS:
            follow(partial(clean_up, name))
        released = import_string("surveys.actions.holding.register_follower")
        for name in RELEASED:
            released(partial(clean_up, name))
        forget = import_string("surveys.actions.permissions.register_forgetter")
        for name in FORGETTERS:
            forget(partial(clean_up, name))
        import_string("surveys.own_answers.register_teller")(tell_themes)
