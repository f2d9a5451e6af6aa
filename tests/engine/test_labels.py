"""Labels: phrases that two people wrote, whole and natural, and nothing that one alone wrote."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine import Document, find_themes
from insights.engine.labels import label_groups, phrases_of
from insights.engine.naming import parts_of
from insights.engine.phrases import stem_of
from insights.engine.standing import as_written, standing_of
from insights.engine.uses import count_sayings
from insights.support import label_from, phrases_in, supported_phrases
from tests.engine.answers import AWKWARD, LONG, TOPICS, clear_answers


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


def group(*texts):
    return list(enumerate(texts))


def labels_of(*groups, **more):
    return [label for label, _ in label_groups(groups, **more)]


# --- what a text says ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The staff were really kind and friendly", "kind staff"),
        ("The staff were really kind and friendly", "friendly staff"),
        ("We met very kind staff", "kind staff"),
        ("Everything was absolutely fine", "everything was fine"),
        ("They gave me time to talk", "time to talk"),
        ("She is kind to me", "kind to me"),
        ("We want more staff", "more staff"),
        ("Always the same person please", "same person"),
        ("a cup of tea", "cup of tea"),
        ("Thank you all", "thank you"),
        ("The nurse\u2019s room was cold", "nurse's room"),
    ],
)
def test_phrase_is_read_from_a_text(text, said):
    assert said in phrases_of(text)


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("We saw the nurse, school was shut", "nurse school"),
        ("Buses are late. Trains are full", "late trains"),
        ("We feel safe", "safe feel"),
        ("It was the lady who helped", "lady who helped"),
        ("Bus fares 9 pounds", "fares pounds"),
        ("time to talk", "time to"),
        ("very kind", "very kind"),
    ],
)
def test_phrase_is_not_read_from_a_text(text, unsaid):
    assert phrases_of(text)
    assert unsaid not in phrases_of(text)


@given(st.one_of(ANYTHING, st.sampled_from(AWKWARD)))
def test_phrases_hold_only_words_of_the_text(text):
    folded = text.casefold().replace("\u2019", "'").casefold()

    for phrase in phrases_of(text):
        words = phrase.split()
        assert 1 <= len(words) <= 5
        assert all(word in folded for word in words)
        assert phrase == phrase.casefold()


@pytest.mark.parametrize(
    "words",
    [
        ("wait", "waits", "waited", "waiting"),
        ("family", "families"),
        ("stop", "stopped", "stopping"),
        ("nurse", "nurses", "nurse's"),
        ("call", "calls", "calling"),
        ("change", "changed", "changes", "changing"),
    ],
)
def test_endings_count_as_one_word(words):
    assert len({stem_of(word) for word in words}) == 1


def test_different_words_and_other_languages_keep_their_own_stem():
    assert len({stem_of(word) for word in ("bus", "business", "busy", "bed", "red", "ring")}) == 6
    assert stem_of("przedszkole\u0144ce") == "przedszkole\u0144ce"
    assert stem_of("\u0627\u0644\u0627\u0646\u062a\u0638\u0627\u0631").startswith("\u0627")


# --- which phrase names a group ---


def test_a_clear_phrase_wins_over_its_commonest_word():
    lists = group(
        "The waiting list is endless", "We joined a waiting list in May", "One list, no news",
        "Waiting lists are growing", "They lost the list", "A waiting list and no letter",
    )  # fmt: skip
    buses = group("The bus was late", "No bus on Sundays", "My bus fare doubled", "A late bus")

    assert labels_of(lists, buses)[0] == "Waiting list"


def test_quality_comes_before_its_thing():
    staff = group(
        "Staff were very friendly", "The friendly staff helped", "staff was so friendly to us"
    )

    assert labels_of(staff) == ["Friendly staff"]


def test_forms_of_a_word_count_together_and_the_usual_one_is_shown():
    texts = group(
        "Listened to me", "They listened to me at last", "listens to us", "Someone listened to us",
        "Nobody parks here", "Parks are shut",
    )  # fmt: skip

    assert labels_of(texts) == ["Listened to me"]


def test_a_phrase_is_not_cut_off_before_its_last_word():
    texts = group(
        "We grew a massive potato", "I grew a massive potato in the garden", "gardening was fun",
        "The potato was bigger than my head", "We ate the potato",
    )  # fmt: skip

    assert "potato" in labels_of(texts)[0].casefold()
    assert standing_of("grew a massive", [text for _, text in texts][:2]).ended == 0


def test_copies_of_one_text_do_not_name_a_group_that_says_something_else():
    copies = [f"The orange lanyard scheme failed our street{'!' * n} ok{n % 2}" for n in range(6)]
    copies += ["The orange lanyard scheme faild our street", "The orange lanyard sheme failed us"]
    own = ["School transport is late", "The driver of school transport", "Book school transport",
           "Pay for school transport"]  # fmt: skip

    assert labels_of(group(*copies, *own)) == ["School transport"]
    assert count_sayings(copies, 3) == 1


def test_usual_spelling_wins():
    usual = group(*(f"{thing} of the interpreter" for thing in (
        "phone", "badge", "visit", "price", "voice", "diary", "coat", "car", "words"
    )))  # fmt: skip
    slips = group("My interpeter rang in the evening", "An evening without any interpeter")

    assert labels_of(usual, slips) == ["Interpreter", "Evening"]


def test_slip_of_the_pen_names_nothing():
    slips = group("my qestions", "some qestions", "all the qestions again")
    sheds = group(*(f"the tidy shed {place}" for place in ("here", "at home", "by us")))

    assert label_groups([slips, sheds])[0] == ("", ())


def test_other_languages_are_not_corrected():
    texts = ("prosze wiecej czasu dla nas", "bardzo prosze tutaj blisko", "prosze nasze dzieci")

    assert labels_of(group(*texts)) == ["Prosze"]


def test_what_somebody_did_is_no_end_of_a_name():
    said = group(
        "The school nurse believed me", "Our school nurse believed us", "School nurse believed her",
        "The school nurse believed them", "Every school nurse believed him",
    )  # fmt: skip

    assert labels_of(said) == ["School nurse"]


def test_phrase_names_before_a_word_that_is_little_oftener():
    said = group(
        "a bus pass for us", "the bus pass", "my bus to school", "no bus at nine", "our bus pass",
    )  # fmt: skip

    assert labels_of(said) == ["Bus pass"]


def test_word_of_few_answers_names_nothing_alone():
    said = group(*(f"{word} cold" for word in ("rain", "snow", "hail", "fog", "ice", "sleet")),
                 "the school in June", "the school in May", "wind", "storms", "thaw", "mud",
                 "slush", "drizzle")  # fmt: skip

    assert labels_of(said)[0] != "School"


def test_abbreviation_has_its_capitals_from_all_answers():
    told = group("a letter about adhd here", "another letter about adhd", "one letter about adhd")
    others = group("We saw the ADHD nurse", "the ADHD nurse", "Our kind ADHD nurse rang")

    assert labels_of(told, others) == ["Letter about ADHD", "ADHD nurse"]


def test_word_that_few_shout_has_no_capitals():
    shouted = group("Listen to KIDS", "please listen to KIDS", "listen to KIDS now", "hear KIDS")
    others = group(
        *(f"more {thing} for kids" for thing in ("bikes", "tea", "swings", "music", "art"))
    )

    assert labels_of(shouted, others)[0] == "Listen to kids"


def test_joined_name_is_given_once():
    texts = group(
        "Our dentist and the optician were shut", "We saw an optician", "The dentist was far",
        "My optician moved away", "A dentist came and we left", "Ring the optician at nine",
    )  # fmt: skip

    found = labels_of(texts, texts, parents=[None, 0])

    assert found[0] == "Dentist and optician"
    assert sorted(parts_of(found[1])) != ["dentist", "optician"]


def test_names_are_written_with_their_capitals():
    texts = ("we saw the CAMHS nurse", "our CAMHS nurse left", "A camhs NURSE rang", "I AM CROSS")

    assert as_written("camhs nurse", texts) == "CAMHS nurse"
    assert as_written("polish lady", ("the Polish lady", "a Polish lady")) == "Polish lady"
    assert as_written("best", ("the BEST ever",)) == "Best"


def test_part_has_another_name_than_its_theme_and_its_sisters():
    first = [f"The youth club has {thing}" for thing in ("music", "snooker", "tea", "a garden")]
    second = [f"Our youth club shuts {when}" for when in ("early", "at six", "in August", "soon")]
    both = [group(*first, *second), list(enumerate(first)), list(enumerate(second, 4))]

    found = labels_of(*both, parents=[None, 0, 0])

    assert found[0] == "Youth club"
    assert len({label for label in found if label}) == len([label for label in found if label])


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (("lista oczekiwania jest długa", "Długa lista oczekiwania", "Ta lista oczekiwania"),
         "Lista oczekiwania"),
        (("قائمة الانتظار طويلة", "كانت قائمة الانتظار طويلة جدا", "نحن في قائمة الانتظار"),
         "قائمة الانتظار"),
        (("অপেক্ষার তালিকা দীর্ঘ", "আমাদের অপেক্ষার তালিকা", "এই অপেক্ষার তালিকা খারাপ"),
         "অপেক্ষার তালিকা"),
        (("等候名單太長", "我們在等候名單上", "等候名單沒有動"), "等候名單"),
    ],
)  # fmt: skip
def test_other_languages_are_named_by_whole_words(texts, label):
    assert labels_of(group(*texts)) == [label]


def test_two_nouns_are_joined_where_no_phrase_is_clearer():
    texts = group(
        "Our dentist and the optician were shut", "We saw an optician", "The dentist was far",
        "My optician moved away", "A dentist came and we left", "Ring the optician at nine",
    )  # fmt: skip
    rooms = group("A tidy kitchen and hall", "the tidy kitchen", "our tidy kitchen and nothing")

    (label, words), (other, _) = label_groups([texts, rooms])

    assert label == "Dentist and optician"
    assert words[:2] == ("dentist", "optician") == tuple(parts_of(label))
    assert other == "Tidy kitchen"


def test_part_may_have_half_of_its_themes_joined_name():
    dentist = [f"{word} dentist and us" for word in ("The", "Our", "A", "My")]
    optician = [f"{word} optician and us" for word in ("The", "Our", "A")]
    groups = [group(*dentist, *optician), group(*dentist), group(*optician)]

    found = labels_of(*groups, parents=[None, 0, 0])

    assert sorted(parts_of(found[0])) == sorted(label.casefold() for label in found[1:])


def test_nothing_is_joined_in_another_language():
    texts = group("to jest z dentysta", "na dentysta czas", "nasz lekarz", "twoj lekarz jest")

    assert " and " not in labels_of(texts)[0]


def test_name_written_as_a_persons_names_nothing():
    texts = group("We saw Wanda by the lift", "the chat with Wanda", "a lift for us", "the lift")
    only = group("We saw Wanda", "the chat with Wanda", "so kind of Wanda", "to Wanda")

    assert labels_of(texts) == ["Lift"]
    assert label_groups([only]) == [("", ())]


def test_name_holds_in_the_check_that_withdrawal_makes():
    groups = [group(*texts) for texts in TOPICS.values()]

    for (label, words), texts in zip(label_groups(groups), groups, strict=True):
        places = [(str(writer), text) for writer, text in texts]
        held = supported_phrases(phrases_in(label, words), places)
        assert label.casefold() in held or set(parts_of(label)) <= set(held)
        assert label_from(label, words, held) == label
        assert set(words) <= set(held)


def test_joined_name_stands_while_both_halves_do():
    assert label_from("Dentist and optician", ["dentist"], ["dentist", "optician"]) == (
        "Dentist and optician"
    )
    assert label_from("Dentist and optician", ["dentist"], ["dentist"]) == "Dentist"


def test_many_long_texts_take_little_time():
    texts = [(n, LONG[n : n + 300] + f" room{n}") for n in range(3000)]

    started = process_time()
    label_groups([texts])

    assert process_time() - started < 20


# --- nothing that one person alone wrote ---


def test_rare_word_of_one_person_never_names_a_theme():
    result = find_themes(
        [
            *clear_answers(),
            Document("one", "Mrs Zebulon listened. Mrs Zebulon is a kind teacher. Zebulon again."),
            *(Document(f"same{n}", "Ask Quillfeather about the bus") for n in range(5)),
        ],
        encoder="tfidf",
    )

    said = " ".join(
        word for theme in result.themes for word in (theme.label, *theme.keywords)
    ).casefold()
    assert "zebulon" not in said
    assert "quillfeather" not in said  # five copies of one text are no two texts for a name


@pytest.mark.parametrize("encoder", ["tfidf", "minilm"])
def test_every_word_of_a_name_was_written_by_two_people_in_the_theme(encoder):
    answers = clear_answers()
    texts = {document.id: document.text for document in answers}

    result = find_themes(answers, encoder=encoder)

    for theme in result.themes:
        inside = [texts[name] for name in {member.document for member in theme.members}]
        names = (
            theme.keywords
            if theme.label.startswith("Theme ")
            else (*parts_of(theme.label), *theme.keywords)
        )
        for name in names:
            halves = [name] if name in theme.keywords else parts_of(name)
            for half in halves:
                assert sum(half in phrases_of(text) for text in inside) >= 2, (half, inside)


def test_label_needs_two_people_and_two_texts():
    def label(*said):
        return label_groups([list(said)])[0]

    assert label((0, "the blue door"), (1, "a blue door"))[0] == "Blue door"
    assert label((0, "the blue door"), (0, "a blue door")) == ("", ())
    assert label((0, "the blue door"), (1, "The BLUE door!")) == ("", ())
    assert label_groups([]) == []
    assert label_groups([[]]) == [("", ())]


def test_labels_of_a_run_are_all_different():
    result = find_themes(clear_answers(), encoder="minilm")

    labels = [theme.label for theme in result.themes]
    assert len(set(labels)) == len(labels)


def test_what_five_people_sent_word_for_word_may_name_a_group_and_a_name_may_not():
    texts = group("Bring back youth clubs", "A bus on Sundays", "Ask Mrs Zebulon")
    four, five = [[4, 1, 4]], [[5, 1, 5]]

    assert label_groups([texts], senders=four) == [("", ())]
    [(label, words)] = label_groups([texts], senders=five)
    assert label == "Youth clubs"
    assert not any("zebulon" in word for word in words)


def test_five_people_stand_behind_what_they_sent_word_for_word():
    said = [(str(n), "Bring back youth clubs with Zebulon") for n in range(5)]

    assert supported_phrases(["youth clubs", "zebulon"], said) == ["youth clubs"]
    assert supported_phrases(["youth clubs"], said[:4]) == []
