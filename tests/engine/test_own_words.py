"""A prepared text's words, told from those of the person who sent it."""

import pytest

from insights.engine.own_words import added_spans, repeats_of
from insights.engine.statements import statements_of
from tests.engine.test_similar import LETTER, OWN


@pytest.mark.parametrize(
    "letter",
    [LETTER, "等候時間太長而且沒有人打電話給我們。請保留青年中心，孩子們放學後只有這裡可以去。"],
)
def test_each_statement_of_a_copy_is_traced_to_the_letter_or_to_the_person(letter):
    own = "我哥哥在這裡學會了煮飯和唱歌。" if letter != LETTER else OWN
    copy = f"{own} {letter}"
    count = len(statements_of(letter, document=0))

    found = repeats_of(copy, letter)

    assert found[0] is None
    assert found[-count:] == list(range(count))
    assert [copy[a:b] for a, b in added_spans(copy, letter)] == [own.rstrip("。")]


def test_a_changed_word_is_no_addition():
    assert added_spans(LETTER.replace("rain", "snow").replace("warm", "safe"), LETTER) == ()
    assert repeats_of(LETTER, LETTER) == list(range(len(statements_of(LETTER, document=0))))
    assert repeats_of("Yes. No", LETTER) == [None, None]
