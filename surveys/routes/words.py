"""A rule in words: for staff beside the drawing, and on paper where nothing routes by itself."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from surveys.question_types import question_type
from surveys.question_types.base import option_label
from surveys.routes.residual import Residual
from surveys.wording import Reader


BANDS = {
    "u8": lambda: _("under 8"),
    "8_11": lambda: _("8 to 11"),
    "12_15": lambda: _("12 to 15"),
    "16_17": lambda: _("16 and 17"),
    "adult": lambda: _("adults"),
}


def band_words(age_band: str) -> str:
    """Return an age band as staff read it."""
    return BANDS[age_band]() if age_band in BANDS else age_band


class RuleWords:
    """Says rules of one document to one reader; `name_of(key)` is what a question is called."""

    def __init__(self, document, reader: Reader, name_of: Callable[[str], str]):
        self.reader, self.name_of = reader, name_of
        self._questions = {question.key: question for question in document.questions()}
        self._order = {key: place for place, key in enumerate(self._questions)}

    def of(self, rule: Residual) -> str:
        """Return the rule in words; "" for one that always holds."""
        return "" if isinstance(rule, bool) else self._words(rule)

    def _words(self, rule, *, inside=False):
        kind = rule[0]
        if kind == "q":
            return self._comparison(*rule[1:])
        if kind == "not":
            return _("it is not so that %(rule)s") % {"rule": self._words(rule[1], inside=True)}
        parts = [self._words(part, inside=True) for part in sorted(rule[1], key=self._place_of)]
        joined = (_(" and ") if kind == "all" else _(" or ")).join(parts)
        return f"({joined})" if inside else joined

    def _place_of(self, rule):
        """Return where a rule looks first, so that its parts are read in the order of asking."""
        if rule[0] == "q":
            return (self._order.get(rule[1], 0), str(rule))
        parts = [rule[1]] if rule[0] == "not" else rule[1]
        return min(self._place_of(part) for part in parts)

    def _comparison(self, key, op, value):
        question = self._questions[key]
        values = value if isinstance(value, tuple) else (value,)
        is_list = question_type(question.type).is_list
        words = {
            "q": self.name_of(key),
            "v": _(" or ").join(self._value_words(question, each) for each in values),
        }
        return self._pattern(op, is_list) % words

    def _value_words(self, question, value):
        kind = question_type(question.type)
        if kind.is_list:
            return f"“{option_label(question, value, self.reader)}”"
        # Numbers are compared with by themselves, and with some that nobody can answer: 2.5.
        if not kind.codes_of(dict(question.settings)) and isinstance(value, int | float):
            return str(value)
        is_answer = kind.can_be(dict(question.settings), value)
        return f"“{kind.text_of(question, value, self.reader) if is_answer else value}”"

    def _pattern(self, op, is_list):
        if op in ("any_of", "none_of") and is_list:
            return {
                "any_of": _("%(q)s includes %(v)s"),
                "none_of": _("%(q)s is answered without %(v)s"),
            }[op]
        return {
            "eq": _("%(q)s is %(v)s"),
            "in": _("%(q)s is %(v)s"),
            "any_of": _("%(q)s is %(v)s"),
            "ne": _("%(q)s is something other than %(v)s"),
            "nin": _("%(q)s is something other than %(v)s"),
            "none_of": _("%(q)s is something other than %(v)s"),
            "gt": _("%(q)s is more than %(v)s"),
            "lt": _("%(q)s is less than %(v)s"),
            "answered": _("%(q)s is answered"),
            "not_answered": _("%(q)s is left empty"),
        }[op]
