"""A survey that some answer twice, and acts of all kinds that change who counts where.

Each act takes what it needs at random; ValidationError says that it cannot be done just now.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.actions.coding import Choices, save_reading
from insights.actions.comparisons import forget_coverage
from insights.actions.review import (
    accept_suggestion,
    bring_back_theme,
    confirm_coding,
    make_theme,
    merge_themes,
    move_coding,
    place_theme,
    promote_parts,
    reject_theme,
    rename_theme,
    retire_theme,
    split_theme,
    undo_decision,
)
from insights.actions.review.steps import step
from insights.actions.runs import codebook_of
from insights.actions.tallies import forget_tallies, tallies_of
from insights.comparing.attributes import attributes_of
from insights.comparing.counting import joins_in, tally_of
from insights.comparing.scope import scope_of
from insights.models import Coding, Decision, Theme
from insights.quality.coverage import coverage_of
from insights.reading.standing import standings_of
from surveys.actions.permissions import change_permission
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Purpose, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.comparing_factories import REGIONS, SERVICES
from tests.factories import make_response
from tests.review_factories import make_run


KEYS, NAMES = ("child_better", "adult_better"), ("Trust", "Waiting", "Care")
TEXTS = (
    "Kind staff but nobody rang us",
    "They should ring back",
    "When my mum was ill I rang and the nurse came every morning last year",
    "They were kind",
    "Nobody listens",
    "Nothing",
    "We waited for a year and nobody came when we rang them",
)


@dataclass
class People:
    """A survey that some answer twice, and what is decided about it."""

    survey: object
    by: object
    chance: random.Random

    def book(self, key):
        return codebook_of(question=self.survey.questions.get(key=key))

    def one(self, rows: Iterable):
        """Return one of these rows; ValidationError, as of an act that cannot be, for none."""
        rows = list(rows.order_by("pk"))
        if not rows:
            raise ValidationError("none")
        return self.chance.choice(rows)

    def some(self, rows):
        rows = list(rows.order_by("pk"))
        return self.chance.sample(rows, k=min(len(rows), self.chance.randint(1, 3)))

    def come(self, day=None):
        chance = self.chance
        audience = chance.choice(("child", "parent"))
        asked = KEYS if audience == "parent" else KEYS[:1]
        given = {"region": (chance.choice(REGIONS),) * 2}
        given |= {
            key: self.words() for key in chance.sample(asked, k=chance.randint(1, len(asked)))
        }
        if audience == "parent":
            used = sorted(chance.sample(SERVICES[:-1], k=chance.randint(1, 3)))
            given["used"] = (used, ", ".join(used))
        allowed = {"special_category": "granted"} if audience == "parent" else {}
        day = day or timezone.localdate() - timedelta(days=chance.randint(0, 4))
        return make_response(
            self.survey,
            answers=given,
            audience=audience,
            permissions=allowed,
            received_day=day,
        )

    def words(self):
        number = self.chance.choice(("", "", f" {self.chance.randint(1, 99)}"))
        return self.chance.choice(TEXTS) + number

    def code(self, answer, theme):
        start = self.chance.choice((0, 0, 5))
        score = self.chance.choice((0.2, 0.5, 0.5, 1))
        size = self.chance.choice((len(answer.text), 9))
        place = {"start": start, "end": max(start + 1, size)}
        Coding.objects.get_or_create(
            theme=theme, answer=answer, **place, defaults={"source": "machine", "score": score}
        )


def codings(people):
    return Coding.objects.select_related("theme__codebook")


def reject_some(people):
    book = people.book(people.chance.choice(KEYS))
    chosen = people.some(codings(people).filter(theme__codebook=book))
    with step(codebook=book, kind="read", by=people.by) as current:
        current.watch(chosen)
        for coding in chosen:
            coding.state = people.chance.choice(("rejected", "rejected", "suggested"))
            coding.save()


def confirm(people):
    confirm_coding(coding=people.one(codings(people)), by=people.by)


def move(people):
    coding = people.one(codings(people))
    move_coding(coding=coding, to_theme=people.one(coding.theme.codebook.themes), by=people.by)


def read(people):
    book = people.book(people.chance.choice(KEYS))
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=book.question)
    answer = people.one(readable)
    standing = standings_of(book, [answer.pk])[answer.pk]
    choices = people.chance.choice(
        (
            {"outcome": "no_theme"},
            {"themes": [people.one(book.themes.active())], "place": (0, 3)},
            {"themes": [people.one(book.themes.active())]},
            {"new_theme": f"New {people.chance.random()}"},
            {"rejected": [each.pk for each in standing.current[:1]]},
            {"confirmed": [each.pk for each in standing.current[:1]]},
        )
    )
    choices = Choices(seen=standing.seen, **choices)
    save_reading(codebook=book, answer_id=answer.pk, choices=choices, by=people.by)


def guess(people):
    coding = people.one(codings(people))
    Coding.objects.filter(pk=coding.pk).update(state="suggested", sureness="guess")
    forget_tallies(themes=[coding.theme_id])  # as the coder does when it guesses
    forget_coverage(codebook=coding.theme.codebook)
    look(people)
    people.chance.choice((confirm_coding, lambda **_what: None))(coding=coding, by=people.by)


def accept(people):
    question = people.survey.questions.get(key=people.chance.choice(KEYS))
    answers = people.some(Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question))
    run = make_run(question=question, groups={f"More {people.chance.random()}": answers}, by=None)
    accept_suggestion(suggestion=run.suggestions.get(), by=people.by)


def leave(people):
    withdraw(people.one(Response.objects))


def withdraw(leaving):
    receipt = receipt_for(leaving.pk.bytes * 2)
    Response.objects.filter(pk=leaving.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    withdraw_response(receipt=receipt)


def take_permission_back(people):
    response = people.one(Response.objects.filter(audience="parent"))
    is_granted = people.chance.random() < 0.3
    change_permission(response=response, key="special_category", is_granted=is_granted)


def come(people):
    people.come(timezone.localdate() - timedelta(days=people.chance.randint(0, 1)))


def split(people):
    theme = people.one(Theme.objects.active())
    chosen = people.some(theme.codings)
    split_theme(theme=theme, codings=chosen, name=f"Split {people.chance.random()}", by=people.by)


def make(people):
    book = people.book(people.chance.choice(KEYS))
    under = people.chance.choice((None, people.one(book.themes.active())))
    make_theme(codebook=book, name=f"Made {people.chance.random()}", under=under, by=people.by)


def undo(people):
    undo_decision(decision=people.one(Decision.objects), by=people.by)


def undo_last(people):
    book = people.book(people.chance.choice(KEYS))
    undo_decision(decision=book.decisions.latest("sequence"), by=people.by)


def change_a_theme(people):
    theme = people.one(Theme.objects)
    other = people.one(theme.codebook.themes.exclude(pk=theme.pk))
    by = {"by": people.by}
    people.chance.choice(
        (
            lambda: rename_theme(theme=theme, version=theme.version, name=f"{theme.name}s", **by),
            lambda: retire_theme(theme=theme, reason="Too few", **by),
            lambda: reject_theme(theme=theme, **by),
            lambda: bring_back_theme(theme=theme, **by),
            lambda: place_theme(theme=theme, under=other, **by),
            lambda: place_theme(theme=theme, under=other, **by),
            lambda: place_theme(theme=theme, under=None, **by),
            lambda: promote_parts(theme=theme, **by),
            lambda: merge_themes(into=theme, others=[other], **by),
        )
    )()


FEW = (reject_some, reject_some, confirm, move, move, read, read)
MANY = (guess, accept, split, make, undo, undo_last, undo_last, change_a_theme, change_a_theme)
PEOPLE = (leave, take_permission_back, come)
ACTS: tuple[Callable, ...] = (*FEW, *FEW, *MANY, *PEOPLE)


def look(people):
    """Return everything that is kept, as pages ask for it."""
    scope = scope_of(people.survey.questions.get(key=KEYS[0]))
    attributes = {each.key: each for each in attributes_of(people.survey)}
    compared = [tally_of(scope, attributes[key]) for key in ("audience", "region", "c_helpers")]
    books = [people.book(key) for key in KEYS]
    return {
        "compared": compared,
        "joins": joins_in(scope, people.survey),
        "coverage": [coverage_of(book) for book in books],
        "cards": [card for book in books for card in cards(book)],
    }


def cards(book):
    themes = list(book.themes.order_by("pk"))
    found = tallies_of(codebook=book, themes=themes, suggestions=[])
    figures = ("people", "different", "stories", "split", "central", "edge")
    return [(str(each.pk), [getattr(found[each], name) for name in figures]) for each in themes]
