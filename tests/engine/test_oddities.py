"""Odd words are read and placed, and nothing is learnt from them."""

from insights.engine import Document, ThemeFinder
from insights.engine.oddities import odd_places
from tests.engine.answers import TOPICS


COMMON = [text for topic in TOPICS.values() for text in topic]


def test_short_texts_with_words_of_nobody_else_are_odd():
    assert odd_places([*COMMON, "Qwzt", "The clinic", "Vbnm xcvl", "Rtzu uiop hjkl"]) == [48, 50]


def test_where_many_answer_in_single_words_none_is_odd():
    assert odd_places(["Swings", "Counsellor", "Therapy", "Football", "Somebody to talk to"]) == []


def test_no_text_is_no_odd_text():
    assert odd_places([]) == []


def test_odd_words_leave_the_themes_of_the_others_as_they_were_and_are_shown():
    given = [Document(f"a{n}", text) for n, text in enumerate(COMMON)]
    odd = [Document("x", "Qwzt"), Document("y", "Vbnm xcvl")]

    alone = ThemeFinder(encoder="use").find(given)
    among = ThemeFinder(encoder="use").find([*given, *odd])

    def members(result):
        return [
            sorted(each.document for each in theme.members if each.document not in ("x", "y"))
            for theme in result.themes
        ]

    assert members(among) == members(alone)
    placed = {each.document for theme in among.themes for each in theme.members}
    assert {"x", "y"} <= placed | set(among.ungrouped)
