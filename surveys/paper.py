"""The paper form of a survey for one kind of reader, made from the same document as the screen's.

What the site does by itself is said in words: which questions to miss out, and where to go on.
Permissions have letters and questions have numbers, in the order of the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from surveys.age_rules import YOUNGEST
from surveys.permission_purposes import PURPOSES
from surveys.question_types import question_type
from surveys.routes.residual import Residual
from surveys.routes.stops import stops_of
from surveys.routes.words import RuleWords
from surveys.wording import Reader, text_of


SIZES = ("usual", "large")


@dataclass(frozen=True)
class PaperItem:
    """One thing on the form: a question with its number, something to read, or where to go."""

    template: str
    number: str = ""
    label: str = ""
    hint: str = ""
    heading: str = ""
    extras: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Placed:
    """A question in its place on the form; no number where there is nothing to answer."""

    question: Any
    page: Any
    number: str
    page_rule: Residual
    rule: Residual
    opens_page: bool


class PaperRuleWords(RuleWords):
    """Says rules to whoever holds the pen."""

    def _pattern(self, op, is_list):
        if op in ("any_of", "none_of") and is_list:
            return {
                "any_of": _("you ticked %(v)s in question %(q)s"),
                "none_of": _("you answered question %(q)s without %(v)s"),
            }[op]
        return {
            "eq": _("you chose %(v)s in question %(q)s"),
            "in": _("you chose %(v)s in question %(q)s"),
            "any_of": _("you chose %(v)s in question %(q)s"),
            "ne": _("you chose something other than %(v)s in question %(q)s"),
            "nin": _("you chose something other than %(v)s in question %(q)s"),
            "none_of": _("you chose something other than %(v)s in question %(q)s"),
            "gt": _("your answer to question %(q)s is more than %(v)s"),
            "lt": _("your answer to question %(q)s is less than %(v)s"),
            "answered": _("you answered question %(q)s"),
            "not_answered": _("you left question %(q)s empty"),
        }[op]


class PaperForm:
    """The form of one document for one reader."""

    def __init__(self, document, reader: Reader):
        self.document, self.reader = document, reader
        self._placed = list(self._places())
        self._numbers = {each.question.key: each.number for each in self._placed}
        self._letters = {
            permission.key: ascii_uppercase[place]
            for place, permission in enumerate(self._permissions())
        }
        self._words = PaperRuleWords(document, reader, self._name_of)

    def ages(self) -> list[str]:
        """Return the ages this form is for, in words, where the survey asks for them."""
        audience = self.document.audience(self.reader.audience)
        return [
            text_of(age.label, self.reader)
            for age in audience.ages
            if age.is_unsaid or age.band == self.reader.age_band
        ]

    def permissions(self) -> list[PaperItem]:
        """Return the permissions, each with what a No means for going on."""
        items = []
        for permission in self._permissions():
            item = self._item(permission, self._letters[permission.key])
            if PURPOSES[permission.settings["purpose"]].ends_survey:
                item.extras["after"] = _(
                    "If your answer is no, stop here. Nothing you wrote will be used."
                )
            items.append(item)
        return items

    def items(self) -> list[PaperItem]:
        """Return everything that is asked and read, with the directions between."""
        items = []
        for _rule, run in groupby(enumerate(self._placed), key=lambda pair: pair[1].page_rule):
            numbered = list(run)
            items += self._directions(numbered[0][1].page_rule, numbered)
            for place, each in numbered:
                items += self._directions(each.rule, [(place, each)])
                items.append(self._item(each.question, each.number, self._heading(each)))
        return items

    # --- where things stand ---

    def _permissions(self):
        # An address never stands on the same paper as the answers.
        youngest = YOUNGEST.get(self.reader.age_band, 0)
        return [
            permission
            for permission in self.document.permissions_for(self.reader.audience, youngest)
            if not PURPOSES[permission.settings["purpose"]].asks_contact
        ]

    def _places(self) -> Iterator[_Placed]:
        pages = {page.key: page for page in self.document.pages}
        questions = {question.key: question for question in self.document.questions()}
        number = 0
        for stop in stops_of(self.document, self.reader.audience, self.reader.age_band).pages:
            shown = [a for a in stop.questions if stop.rule is not False and a.rule is not False]
            for asked in shown:
                question = questions[asked.key]
                has_answer = question_type(question.type).has_answer
                number += has_answer
                yield _Placed(
                    question,
                    pages[stop.key],
                    str(number) if has_answer else "",
                    stop.rule,
                    asked.rule,
                    opens_page=asked is shown[0] and len(shown) > 1,
                )

    def _name_of(self, key):
        return self._letters.get(key) or self._numbers[key]

    # --- what is said ---

    def _directions(self, rule, run):
        """Return how to miss out a run of places when their rule does not hold."""
        words = self._words.of(rule)
        if not words:
            return []
        numbers = [each.number for _place, each in run if each.number]
        following = self._placed[run[-1][0] + 1 :]
        text = _("If %(rule)s, %(do)s. If not, %(other)s.") % {
            "rule": words,
            "do": _what_to_do(numbers),
            "other": self._where_to(following),
        }
        return [PaperItem("surveys/paper/directions.html", label=text)]

    def _where_to(self, following):
        if not following:
            return _("go to the end")
        first = following[0]
        if first.number:
            return _("go to question %(number)s") % {"number": first.number}
        words = text_of(first.question.label, self.reader)
        return _("go to “%(words)s”") % {"words": words}

    def _heading(self, placed):
        return text_of(placed.page.title, self.reader) if placed.opens_page else ""

    def _item(self, question, number, heading=""):
        kind = question_type(question.type)
        return PaperItem(
            kind.paper_template,
            number,
            text_of(question.label, self.reader),
            text_of(question.hint, self.reader),
            heading,
            {"how": "", **kind.paper(question, self.reader)},
        )


def _what_to_do(numbers):
    if not numbers:
        return _("read on")
    if len(numbers) == 1:
        return _("answer question %(number)s") % {"number": numbers[0]}
    return _("answer questions %(first)s to %(last)s") % {"first": numbers[0], "last": numbers[-1]}
