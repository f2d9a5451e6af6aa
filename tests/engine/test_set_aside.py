"""What is set aside: whole answers only, in the languages served, with slips of the hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine.duplicates import reason_to_set_aside
from insights.engine.languages import OF_USE
from insights.engine.set_aside import LONGEST
from insights.engine.word_lists import entries_of


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)
REASONS = ("no_answer", "nothing")
# What USE reads, and what answers were tried in with e5.
SERVED = sorted({*OF_USE, "bn", "cy", "pa", "ro", "so", "ur"})


@pytest.mark.parametrize(
    "text", ["", " \n\t", "...", "-", "\u200b", "\ud800", "?!", "\u202e", " " * 20_000, "•"]
)
def test_blank(text):
    assert reason_to_set_aside(text) == "blank"


@pytest.mark.parametrize(
    "text",
    [
        "n/a", "N.A.", "Not applicable.", "Don't know!", "I don’t know", "con't remember",
        "dont kno", "i dnot know",
        "DON T KNOW", "idk lol", "Sorry, I don't know", "no", "No.", "Nooo", "no comment",
        "No coment at this time", "see above", "See abve.", "same as before", "As above, thanks",
        "no idea...", "ｎ／ａ", "prefer not to say", "i can't remeber", "i do not remmember",
        "nie wiem", "Nie wiem :)", "nie mam pojecia", "bez komentarza", "ddim yn gwybod",
        "Dwi ddim yn gwybod", "nu știu", "Nu stiu", "ma aqaan", "je ne sais pas", "Aucune idée !",
        "no sé", "NO SE", "não sei", "Nao sei", "weiß nicht", "Keine Ahnung", "non lo so",
        "bilmiyorum", "Не знаю", "لا أعرف", "لا اعرف", "لا أدري.", "مجھے نہیں معلوم", "پتہ نہیں۔",
        "জানি না", "আমি জানি না।", "ਪਤਾ ਨਹੀਂ", "ਮੈਨੂੰ ਨਹੀਂ ਪਤਾ", "पता नहीं", "不知道", "不清楚。", "不适用",
    ],
)  # fmt: skip
def test_no_answer(text):
    assert reason_to_set_aside(text) == "no_answer"


@pytest.mark.parametrize(
    "text",
    [
        "Nothing", "NOTHING!!", "nothng", "nothinggg", "Nothing, thank you", "No, nothing", "None",
        "nothing to add", "Nothing to improve", "Nothing really at the moment", "nothng to add",
        "I can't think of anyting", "No suggestions", "I don't know. Nothing", "nil", "Nothing 👍",
        "dim byd", "Diolch, dim byd", "nic", "brak uwag", "nimic", "waxba", "rien", "Rien, merci",
        "nada", "Nada más.", "nichts", "niente", "hiçbir şey", "yok", "ничего", "لا شيء",
        "لا يوجد", "کچھ نہیں", "কিছু না", "কিছুই না", "ਕੁਝ ਨਹੀਂ", "कुछ नहीं", "没有", "無", "没什么，谢谢",
    ],
)  # fmt: skip
def test_nothing_is_a_reason_of_its_own(text):
    assert reason_to_set_aside(text) == "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "Nothing was explained to us", "Nothing helped", "Nothing ever changes", "No one rang",
        "None of the staff listened", "No, they did not listen", "I don't know why nobody rang",
        "Nothing. They lost the form", "n/a because we were turned away", "No help", "no charge",
        "I have one", "No option", "I would prefer not to pay", "not sore", "No tissues", "0", "3",
        "نعم", "yes", "Thank you", "Sorry", "ok", "👍", "😀", "£5", "Nurse", "a", "Noah", "Nora",
        "Don't know when to ask", "As above us they play loud music", "Skipping", "Sam",
        "same day help", "more", "Nothing but praise", "knowing", "dont go", "hope", "nice",
        "No answer from the school", "no comment box on the form", "Nothing to do in town",
        "nie było pomocy", "rien ne change", "nada funciona", "nichts hilft", "لا أحد يسمع",
        "কিছু না কিছু করুন", "没有人帮我", "i don't know what to do at night",
        "I can remember", "can remember", "I can say", "i do know", "biliyorum", "I have one",
    ],
)  # fmt: skip
def test_an_answer_is_never_set_aside_for_a_part_of_it(text):
    assert reason_to_set_aside(text) is None


@pytest.mark.parametrize("reason", REASONS)
def test_every_line_of_the_lists_is_set_aside_in_any_dress(reason):
    for language, entry in entries_of(reason):
        said = entry.lstrip("=")
        for text in (
            said,
            said.upper(),
            f"  {said}!! ",
            f"\u200b{said}...",
            said.replace("'", "’"),
        ):
            assert reason_to_set_aside(text) in REASONS, (language, text)


def test_no_line_has_two_reasons():
    both = {e for _, e in entries_of("nothing")} & {e for _, e in entries_of("no_answer")}

    assert not both


@pytest.mark.parametrize("language", SERVED)
@pytest.mark.parametrize("reason", REASONS)
def test_each_language_served_has_a_list(reason, language):
    assert sum(each == language for each, _ in entries_of(reason)) >= 4


@given(ANYTHING)
def test_any_text_gets_a_reason_or_none(text):
    reason = reason_to_set_aside(text)

    assert reason in (None, "blank", *REASONS)
    assert reason != "blank" or not any(sign.isalnum() for sign in text)
    if len(text.strip()) > LONGEST:
        assert reason in (None, "blank")


@given(st.sampled_from([entry.lstrip("=") for _, entry in entries_of("no_answer")]), ANYTHING)
def test_a_reason_for_the_whole_is_none_for_more(entry, more):
    said = f"{entry} whereupon the school shut {more}"

    assert reason_to_set_aside(said) is None
