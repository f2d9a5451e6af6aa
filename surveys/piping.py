"""Words of an earlier answer inside a later text: `{answer:helper|that person}`.

Only answers out of a list, numbers and months come back this way, never what somebody wrote. After
the stroke stands what is read where there is no answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.question_types import question_type
from surveys.wording import Reader


@dataclass(frozen=True)
class AnswersInWords:
    """One person's answers as they read inside a sentence, looked up when a text asks for one.

    `questions` gives the questions on the person's route: an answer off it counts as none.
    """

    questions: Callable[[], Iterable[Any]]
    values: Mapping[str, Any]
    reader: Reader

    def get(self, key: str) -> str:
        """Return the words of the answer to `key`, "" where there is none."""
        value = self.values.get(key)
        asked = (question for question in self.questions() if question.key == key)
        question = None if value is None else next(asked, None)
        if question is None:
            return ""
        kind = question_type(question.type)
        if not kind.can_be_piped or kind.is_blank(value):
            return ""
        return str(kind.words_in_sentence(question, value, self.reader))
