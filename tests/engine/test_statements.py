"""Statements: where answers are split, in any script, and that no text breaks the rules."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine.statements import LONGEST, RUN_ON, statements_of
from insights.engine.word_lists import entries_of
from tests.engine.answers import AWKWARD, LONG


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=600)
PIECES = st.lists(
    st.sampled_from(
        ("but", " ", "\n", "1. ", ".", "...", "e.g.", "a", "Mr.", "ale ", "但是", "，", "।", "- ")
        + ("kind", "\ud800", "👍🏽", "e\u0301", "?", "www.a.uk", "3.5", '"', ")", "\u200d", "dar ")
    ),
    max_size=80,
).map("".join)


def pieces(text):
    return [text[each.start : each.end] for each in statements_of(text, document=0)]


@pytest.mark.parametrize(
    "text",
    [
        "They listened.| Nobody rang back!", "Staff were kind| but we waited months",
        "nice but slow", "Kind; helpful; good", "They came.| 👍", "Really?|Yes they did!|Great",
        "We came at 3.30 p.m.| They had gone.", "Mr. Smith at 3.30 p.m. helped",
        "Dr. Jones and Mrs. Hill came at 9 a.m. sharp", "I saw J. Smith.| He was kind",
        "So do I.| They help", "e.g. the school", "Call no. 7 first.| They said no.| Nobody rang",
        "It took 3.5 hours.| Why?", "Tea, toys etc. were good", "They had toys, etc.| We liked it",
        "good.|bad", "The nurse was good.|They never rang", "I'd like help.|I was sad",
        "See www.nhs.uk/help or gov.uk.| Then write to a.b@example.org.| Thanks",
        "it was ok...| they never rang us back", "We waited…| Nobody came", "well... ok",
        "Staff were lovely 👍| nobody rang us back 👎", "So kind (really.)| Thank you",
        'He said "wait."| We waited', "They are not only kind but also quick to help",
        "Nothing but praise for all of them", "It was free for us —| nobody told us about that",
        "Staff were kind but slow;| however nobody ever rang us",
        "We have not heard back yet from the school", "It was good,| yet we waited for months",
    ],
)  # fmt: skip
def test_english_is_split_at_ends_and_turns(text):
    check_bars(text)


def check_bars(text):
    """Check that the text is split where it has bars; a comma or dash at a cut is in no piece."""
    assert pieces(text.replace("|", "")) == [each.strip(" ,;，—") for each in text.split("|")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\r\nthree", ["one", "two", "three"]),
        ("1. more staff\n2) shorter waits\n- a bus\n• help",
         ["1. more staff", "2) shorter waits", "a bus", "help"]),
        ("Three things: 1. more staff 2. shorter waits 3. a bus",
         ["Three things:", "1. more staff", "2. shorter waits", "3. a bus"]),
        ("a) listen b) ring back", ["a) listen", "b) ring back"]),
        ("1. First 2. Second", ["1. First", "2. Second"]),
        ("We waited • nobody rang", ["We waited", "nobody rang"]),
        ("We have 2. They have more", ["We have 2.", "They have more"]),
        ("The letter came to us in the post after a very long\nwait and it was wrong",
         ["The letter came to us in the post after a very long\nwait and it was wrong"]),
        ("-5 degrees in the room", ["-5 degrees in the room"]),
    ],
)  # fmt: skip
def test_lists_and_lines(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zespół był miły| ale czekaliśmy miesiące", "To był dr. Nowak, np. w szkole.| Dziękuję",
        "Le personnel était gentil| mais nous avons attendu", "M. Petit est venu.| Merci",
        "El personal fue amable| pero esperamos meses", "La Sra. López ayudó.| Gracias",
        "Die Leute waren nett,| aber wir haben gewartet", "Wir hatten z. B. Hilfe.| Danke",
        "O pessoal foi simpático| mas esperamos muitos meses", "Eu quero mais ajuda na escola",
        "Il personale era gentile| ma abbiamo aspettato mesi",
        "Personalul a fost amabil| dar am așteptat multe luni",
        "Roedd y staff yn garedig| ond roedd rhaid aros",
        "Shaqaaluhu way fiicnaayeen| laakiin waan sugnay bilo",
        "Personel çok iyi davrandı| ama aylarca bekledik biz",
        "الموظفون كانوا لطفاء| لكن الانتظار كان طويلا", "هل استمعوا؟| نعم، دائما",
        "عملہ بہت اچھا تھا| لیکن ہم نے انتظار کیا", "انتظار طویل تھا۔| کسی نے فون نہیں کیا",
        "কর্মীরা ভালো ছিলেন| কিন্তু আমরা অনেক অপেক্ষা করেছি।| ধন্যবাদ", "ডা. রহমান ভাল ছিলেন",
        "प्रतीक्षा बहुत लंबी थी।| कर्मचारी अच्छे थे", "स्टाफ बहुत अच्छा था| लेकिन हमने इंतजार किया",
        "ਸਟਾਫ ਬਹੁਤ ਚੰਗਾ ਸੀ| ਪਰ ਸਾਨੂੰ ਉਡੀਕ ਕਰਨੀ ਪਈ", "ሰራተኞቹ ጥሩ ነበሩ።| ግን ጠበቅን",
        "Οι άνθρωποι ήταν καλοί| αλλά περιμέναμε πολύ καιρό",
        "Персонал был очень добрый| но мы долго ждали",
        "직원들은 정말 친절했어요| 하지만 너무 오래 기다렸어요",
    ],
)  # fmt: skip
def test_languages_have_their_own_turns_marks_and_abbreviations(text):
    check_bars(text)


@pytest.mark.parametrize(
    "text",
    [
        "等候時間太長。|護士很好，|但是沒有人打電話。",
        "有人帮助我吗？|没有！|谢谢",
        "待ち時間が長い。|親切でした",
    ],
)
def test_scripts_without_spaces(text):
    check_bars(text)


@pytest.mark.parametrize("text", ["", " \n ... ?! ", "- - -", "\ud800", "—", "•"])
def test_nothing_said_is_no_statement(text):
    assert statements_of(text, document=0) == []


def check_promises(text):
    found = statements_of(text, document=4)
    kept = "".join(text[each.start : each.end] for each in found)
    assert all(each.document == 4 for each in found)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert all(each.end - each.start <= LONGEST for each in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.one_of(ANYTHING, PIECES))
def test_statements_are_in_order_apart_and_lose_no_letter(text):
    check_promises(text)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_lose_no_letter(text):
    check_promises(text)


def test_run_on_text_is_cut_where_it_goes_on():
    said = "we waited in the hall and nobody came to tell us what was going on " * 12

    found = pieces(said.strip())

    assert len(found) > 2
    assert all(len(piece) <= RUN_ON for piece in found)
    assert all(piece.startswith(("we waited", "and nobody")) for piece in found)


def test_long_text_without_any_sign_is_cut_at_spaces_and_never_inside_a_letter():
    for piece in pieces(LONG.replace(". ", " ").replace(",", "")):
        assert len(piece) <= LONGEST
        assert piece == piece.strip()
    assert len(pieces("x" * 20_000)) == 50
    assert all(piece[0] == "e" for piece in pieces("e\u0301" * 5_000))
    assert len(pieces("xy" * 99 + "z e\u0301" * 99)) < 9


@pytest.mark.parametrize(
    "part",
    [" ", ".", "but ", "a but ", "word ", "a.b", "ab.cd", "\n", "!a", "👍", "👍 a ", "1. ", "- ",
     ";", "，", "dar ", "等", "a\n", "\u0301", "a - ",
     "— ", "... ", "。", "but, ", "\ud800", "e.g. "],
)  # fmt: skip
def test_time_grows_with_length_and_no_faster(part):
    def seconds(length):
        text = (part * length)[:length]
        started = process_time()
        statements_of(text, document=0)
        return process_time() - started

    check_promises((part * 20_000)[:20_000])
    short, long = (min(seconds(length) for _ in range(3)) for length in (5_000, 20_000))

    # Four times the text: a quadratic rule takes sixteen times as long. The floor is for the clock.
    assert long <= 10 * max(short, 0.05)


def test_no_abbreviation_is_of_two_kinds():
    entries = {entry for _, entry in entries_of("abbreviations")}
    bare = [entry.rstrip("*#") for entry in entries]

    assert len(bare) == len(set(bare))
