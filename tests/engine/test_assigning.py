"""New answers go into people's themes; what people decided stays; changes have intervals."""

from typing import ClassVar

import pytest

from insights.engine import Document, ThemeFinder
from insights.engine.assigning import PeopleTheme, ThemeAssigner
from insights.engine.encoders import ENCODERS
from insights.engine.waves import changes_of
from tests.engine.answers import TOPICS, documents


THEMES = [PeopleTheme(name, name, examples=tuple(said[:8])) for name, said in TOPICS.items()]
NEW = documents([text for said in TOPICS.values() for text in said[8:]], prefix="n")
TRUTH = [name for name in TOPICS for _ in range(4)]


@pytest.fixture(scope="module")
def assigner():
    return ThemeAssigner(encoder="use").fit(THEMES)


def test_new_answers_go_where_people_put_the_old_ones(assigner):
    found = assigner.assign(NEW)

    theme_of = {member.document: theme for theme, member in found.placed}
    right = sum(theme_of.get(each.id) == theme for each, theme in zip(NEW, TRUTH, strict=True))
    assert right >= 12
    assert {*theme_of, *(each.document for each in found.unplaced)} == {each.id for each in NEW}


def test_what_fits_no_theme_is_left_for_a_person(assigner):
    found = assigner.assign([Document("z", "Zebra quartz volcano")])

    assert not found.placed
    assert [each.document for each in found.unplaced] == ["z"]


def test_blank_and_silent_answers_are_set_aside_with_the_reason(assigner):
    found = assigner.assign([Document("a", " "), Document("b", "don't know"), NEW[0]])

    assert {each.document: each.reason for each in found.set_aside} == {
        "a": "blank",
        "b": "no_answer",
    }
    assert found.statements == 1


def test_a_person_s_refusal_is_never_overridden(assigner):
    first = assigner.assign(NEW[:1]).placed[0][0]

    again = assigner.assign(NEW[:1], refused={NEW[0].id: {first}})

    assert first not in {theme for theme, _ in again.placed}


class Counting(ENCODERS["use"]):
    """Remembers what it read."""

    name = "counting"
    read: ClassVar[list] = []

    def encode(self, texts, progress):
        self.read.extend(texts)
        return super().encode(texts, progress)


def test_only_the_new_texts_are_read(monkeypatch):
    monkeypatch.setitem(ENCODERS, "counting", Counting)
    assigner = ThemeAssigner(encoder="counting").fit(THEMES)
    Counting.read.clear()

    assigner.assign(NEW)

    # A model is opened with a full stop before it reads anything.
    read = sorted(text for text in Counting.read if text != ".")
    assert read == sorted(each.text for each in NEW)


def test_each_answer_s_place_depends_on_no_other(assigner):
    together = set(assigner.assign(NEW).placed)

    apart = {place for each in NEW for place in assigner.assign([each]).placed}

    assert {(theme, m.document) for theme, m in together} == {(t, m.document) for t, m in apart}


def test_many_who_sent_the_same_are_read_once_and_all_placed(assigner):
    found = assigner.assign([Document(str(n), "The waiting list never ends") for n in range(30)])

    assert found.statements == 1
    assert len(found.placed) + len(found.unplaced) == 30


def test_an_example_nearer_to_another_theme_is_reported():
    odd = PeopleTheme("travel", examples=(*TOPICS["travel"][:8], TOPICS["waiting"][8]))
    themes = [odd, *(each for each in THEMES if each.id != "travel")]

    found = ThemeAssigner(encoder="use").fit(themes).misfits()

    assert ("travel", TOPICS["waiting"][8], "waiting") in found


def test_a_theme_without_example_is_known_by_its_name():
    themes = [*THEMES[:3], PeopleTheme("records", "Records", "Records shared between services")]

    found = ThemeAssigner(encoder="use").fit(themes).assign(NEW[12:])

    assert {theme for theme, _ in found.placed} <= {"records"}


def test_what_fits_no_theme_is_offered_as_new_themes():
    known = [each for each in THEMES if each.id in ("waiting", "listening")]
    new = [*NEW, Document("both", f"{TOPICS['waiting'][0]}. {TOPICS['travel'][1]}.")]
    found = ThemeAssigner(encoder="use").fit(known).assign(new)

    rest = found.remainder(new)
    offered = ThemeFinder(encoder="use").find(rest)

    assert {each.id for each in rest} == {each.document for each in found.unplaced}
    topic_of = {each.id: topic for each, topic in zip(NEW, TRUTH, strict=True)}
    topics = {topic_of[each.id] for each in rest if each.id in topic_of}
    assert {"travel", "records"} <= topics
    texts = {each.id: each.text for each in new}
    own = [m for theme in offered.themes for m in theme.members if m.document == "both"]
    assert {texts["both"][m.start : m.end].rstrip(".") for m in own} == {TOPICS["travel"][1]}
    assert found.remainder([]) == []


class Stumbling(ENCODERS["use"]):
    """Cannot read one text, as a model may not."""

    name = "stumbling"

    def encode(self, texts, progress):
        if any("unspeakable" in text for text in texts):
            raise RuntimeError(texts)
        return super().encode(texts, progress)


def test_an_example_that_cannot_be_read_is_reported_and_spoils_nothing(monkeypatch, assigner):
    monkeypatch.setitem(ENCODERS, "stumbling", Stumbling)
    bad = PeopleTheme("bad", examples=("unspeakable",))
    worse = PeopleTheme("travel", examples=("unspeakable", *TOPICS["travel"][:8]))
    themes = [bad, *(worse if each.id == "travel" else each for each in THEMES)]

    fitted = ThemeAssigner(encoder="stumbling").fit(themes)

    assert fitted.unreadable_ == (("bad", "unspeakable"), ("travel", "unspeakable"))
    assert [(t, m.document) for t, m in fitted.assign(NEW).placed] == [
        (t, m.document) for t, m in assigner.assign(NEW).placed
    ]
    aside = fitted.assign([Document("x", "unspeakable words")]).set_aside
    assert [(each.document, each.reason) for each in aside] == [("x", "unreadable")]
    with pytest.raises(ValueError, match="None of the examples"):
        ThemeAssigner(encoder="stumbling").fit([bad])


@pytest.mark.parametrize(
    "themes",
    [[], [THEMES[0], THEMES[0]], [PeopleTheme("x")]],
    ids=["none", "twice", "nothing to know it by"],
)
def test_themes_that_cannot_be_known_are_refused(themes):
    with pytest.raises(ValueError):
        ThemeAssigner(encoder="use").fit(themes)


def test_an_encoder_that_learns_is_refused():
    with pytest.raises(ValueError):
        ThemeAssigner(encoder="tfidf").fit(THEMES)


def test_what_grew_and_what_shrank_by_hand():
    # Newcombe 1998, table II, example (a): 56/70 and 48/80, difference 0.2, method 10.
    found = changes_of({"a": 48, "b": 5}, 80, {"a": 56, "c": 3}, 70)

    first = found[0]
    assert (first.theme, round(first.low, 4), round(first.high, 4)) == ("a", 0.0524, 0.3339)
    assert first.word == "grew"
    words = {each.theme: each.word for each in found}
    assert words["b"] == "shrank" or words["b"] == "no sure change"
    assert words["c"] != "shrank"
    assert changes_of({"a": 50}, 100, {"a": 10}, 100)[0].word == "shrank"
    assert changes_of({"a": 50}, 100, {"a": 51}, 100)[0].word == "no sure change"


def test_a_wave_in_which_nobody_said_anything_cannot_be_compared():
    with pytest.raises(ValueError):
        changes_of({"a": 1}, 0, {"a": 1}, 10)
