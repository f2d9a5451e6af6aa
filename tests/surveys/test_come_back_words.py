"""The words of a saved survey: what is not found, what is tried, what the database holds."""

import pytest
from django.test import Client

from surveys.come_back import by_words, secret_for, words_for, words_in
from surveys.drafts import token_hash_of
from surveys.models import Draft
from surveys.sealing import SealBroken, unseal
from surveys.views.come_back import NOT_FOUND, TRIES
from tests.factories import make_survey
from tests.surveys.ages import aged_document
from tests.surveys.coming_back import ADULT, COME_BACK, come_back, saved
from tests.surveys.walker import START, Walker


@pytest.fixture(autouse=True)
def no_tries():
    TRIES.forget()


@pytest.fixture
def survey(team):
    return make_survey(organisation=team, document=aged_document())


# --- words that are wrong ---


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Type the six words you kept."),
        ("x" * 81, "Six words are shorter than this."),
        ("one two", str(NOT_FOUND)),
        ("nothing\x00", "Null characters are not allowed."),
        ("７K3P 😀", str(NOT_FOUND)),
    ],
)
def test_what_are_no_words_of_ours(survey, typed, message):
    walker = come_back(typed)

    assert message in walker.text
    assert not walker.is_asking


def test_words_of_another_survey_open_nothing_here(survey, team):
    make_survey(organisation=team, slug="other", document=aged_document(slug="other"))
    _walker, words = saved()

    page = Client().post("/s/other/come-back/", {"words": words})

    assert str(NOT_FOUND) in page.content.decode()


def test_tries_are_limited_and_only_wrong_words_cost_one(survey):
    _walker, words = saved()
    wrong = words_for(b"another")
    for _ in range(20):
        assert str(NOT_FOUND) in come_back(wrong).text

    assert "Too many wrong codes were typed." in come_back(wrong).text
    assert "Too many wrong codes were typed." in come_back(words).text
    TRIES.forget()
    for _ in range(21):
        assert come_back("not our words at all").page.status_code == 200
    assert come_back(words).is_asking


@pytest.mark.parametrize("path", [COME_BACK, START + "saved/"])
def test_looking_makes_nothing(survey, client, path):
    response = client.get(path)

    assert response.status_code in (200, 302)
    assert not response.cookies
    assert not Draft.objects.exists()
    assert client.post(path, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_words_page_of_an_unsaved_survey_shows_none(survey):
    walker = Walker(ADULT)
    walker.walk_to("child_better")

    walker.get(START + "saved/")

    assert walker.path == COME_BACK
    assert "data-words" not in walker.text


def test_unknown_survey_is_not_there(client, survey):
    assert client.get("/s/nothing/come-back/").status_code == 404
    survey.status = "draft"
    survey.save()
    assert client.get(COME_BACK).status_code == 404


# --- what the database holds ---


def test_neither_words_nor_key_nor_answers_stand_in_the_database(survey):
    _walker, words = saved()
    secret = secret_for(words)
    row = Draft.objects.get()
    held = b"|".join(
        [
            row.token_hash.encode(),
            row.words_hash.encode(),
            bytes(row.ciphertext),
            bytes(row.wrapped_secret),
        ]
    )

    for word in [*words.split(), "Half a sentence"]:
        assert word.encode() not in held
    assert secret not in held
    assert row.token_hash == token_hash_of(secret)


def test_wrapped_key_opens_by_its_own_words_and_place_only(survey, settings):
    _walker, words = saved()
    secret = secret_for(words)
    again = by_words(secret, context="another version")
    row = Draft.objects.get()

    assert again["words_hash"] == row.words_hash
    with pytest.raises(SealBroken):
        unseal(again["wrapped_secret"], secret=secret, purpose="draft", context="another version")
    Draft.objects.update(wrapped_secret=again["wrapped_secret"])
    assert secret_for(words) is None
    settings.PEPPER = "another"
    assert secret_for(words) is None
    assert words_for(secret) != words


def test_slips_are_mended_and_nothing_is_guessed():
    words = words_for(b"secret")
    first, *rest = words.split()

    assert words_in(words) == words
    assert words_in(" ".join([first.upper(), *rest])) == words
    assert words_in(" ".join(rest)) is None
    assert words_in("") is None
