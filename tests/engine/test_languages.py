"""Which languages answers are in, and which encoder is chosen for them."""

import pytest

from bench.parts.language_sentences import ENGLISH, THEMES, TWINS
from insights.engine import ThemeFinder
from insights.engine.encoders import ENCODERS, unit
from insights.engine.languages import choose_encoder, languages_of
from tests.engine.answers import clear_answers, documents


SAID = [text for theme in ENGLISH.values() for text in theme]


def test_english_answers_get_the_best_encoder_for_english():
    choice = choose_encoder(SAID)

    assert choice.encoder == "use+minilm"
    assert max(choice.languages, key=choice.languages.get) == "en"


@pytest.mark.parametrize(
    ("language", "encoder"),
    [("pl", "use"), ("ar", "use"), ("ur", "e5"), ("bn", "e5"), ("cy", "e5")],
)
def test_each_language_is_known_and_gets_an_encoder_that_reads_it(language, encoder):
    assert max(languages_of(TWINS[language]), key=languages_of(TWINS[language]).get) == language
    assert choose_encoder(TWINS[language]).encoder == encoder
    assert choose_encoder([*SAID, *TWINS[language]]).encoder == encoder


def test_too_little_to_tell_is_left_to_the_hint():
    assert choose_encoder(["ok", "yes"], "cy").encoder == "e5"
    assert choose_encoder(["ok", "yes"], "pl").encoder == "use"
    assert choose_encoder([]).encoder == "use+minilm"


def test_a_slow_encoder_is_not_taken_for_a_few_of_very_many(monkeypatch):
    monkeypatch.setattr("insights.engine.languages.MANY", 500)
    texts = SAID * 40 + list(TWINS["ur"])

    choice = choose_encoder(texts)

    assert choice.encoder == "use+minilm"
    assert "few" in choice.reason


@pytest.mark.parametrize("text", ["\ud800", "\x00", "\ufdd0\uffff", "👍", "", "\x80\x9f"])
def test_odd_signs_are_in_no_language(text):
    assert languages_of([text]) == {}


def test_result_says_which_encoder_was_taken_and_why():
    given = clear_answers()

    settings = ThemeFinder().find(given).run["settings"]

    assert (settings["asked"], settings["encoder"]) == ("auto", "use+minilm")
    assert settings["languages"]["en"] > 0.9
    asked = ThemeFinder(encoder="use+minilm").find(given)
    assert asked.themes == ThemeFinder().find(given).themes


@pytest.mark.parametrize("language", list(TWINS))
def test_answers_stand_in_the_theme_of_their_english_twins(language):
    encoder = ENCODERS["e5"]()

    def rows(texts):
        return encoder.encode(list(texts), lambda done: None)

    centres = unit([rows(said).mean(axis=0) for said in ENGLISH.values()])
    found = (rows(TWINS[language]) @ centres.T).argmax(axis=1)

    right = sum(list(ENGLISH)[n] == theme for n, theme in zip(found, THEMES, strict=True))
    assert right >= 8 * 0.9


def test_answers_in_a_language_of_their_own_are_in_themes():
    given = documents([*SAID, *TWINS["bn"], *TWINS["cy"]])

    result = ThemeFinder().find(given)

    assert result.run["settings"]["encoder"] == "e5"
    assert not result.set_aside
