"""What a document may ask of whom: ages, permissions, and what needs them."""

import pytest

from surveys.permission_purposes import ACKNOWLEDGEMENT, CONSENT, ETHICAL, EXPLICIT, PURPOSES
from surveys.validation import problems_of
from tests.surveys.ages import aged_document, permission
from tests.surveys.documents import question, whole_document


def problems(document):
    return [str(problem) for problem in problems_of(document)]


def the_problem(document):
    found = problems(document)
    assert len(found) == 1, found
    return found[0]


def with_permission(key, audiences=None):
    document = whole_document()
    document["permissions"].append(permission(key, audiences))
    return document


def with_ages(*ages, **child):
    document = aged_document()
    document["audiences"][0] |= {"ages": list(ages), **child}
    return document


def age(code, **ends):
    return {"code": code, "label": code, **{name.rstrip("_"): end for name, end in ends.items()}}


# --- permissions ---


def test_every_permission_has_a_kind():
    assert {each.kind for each in PURPOSES.values()} == {
        ETHICAL,
        CONSENT,
        EXPLICIT,
        ACKNOWLEDGEMENT,
    }
    assert len(PURPOSES) == 14


def test_document_with_ages_is_sound():
    assert problems(aged_document(permission("quote_context", ["child"]))) == []


@pytest.mark.parametrize(
    "purpose",
    ["quote_context", "recontact_results", "recontact_research", "archive", "publish_response"],
)
def test_permission_is_never_put_to_an_audience_that_is_too_young(purpose):
    message = the_problem(with_permission(purpose, ["child"])).splitlines()[0]

    assert f"permission '{purpose}'" in message or "does not speak" in message


@pytest.mark.parametrize("purpose", ["quote_context", "recontact_research", "archive"])
def test_adults_may_be_asked(purpose):
    assert problems(with_permission(purpose, ["worker"])) == []


def test_whole_answers_are_published_only_of_people_who_speak_for_their_work():
    document = with_permission("publish_response", ["worker"])
    assert "does not speak for work" in the_problem(document)

    document["audiences"][1]["voice"] = "practitioner"
    assert problems(document) == []


def test_whole_answers_of_children_are_never_published():
    document = aged_document(permission("publish_response", ["child"]))
    document["audiences"][0]["ages"] = [age("a", from_=8, to=11), age("b", from_=16, to=17)]

    assert any("nobody of 'child' may be asked it" in each for each in problems(document))


@pytest.mark.parametrize(
    ("purpose", "words"),
    [("audio", "no question records a voice"), ("machine_help", "a notice, not a choice")],
)
def test_what_cannot_be_asked_says_what_to_do(purpose, words):
    assert words in the_problem(with_permission(purpose))


def test_key_and_purpose_are_one_word():
    document = whole_document()
    document["permissions"][1]["key"] = "may_quote"

    assert "its key and its purpose disagree" in the_problem(document)
    assert "'quote_anon'" in the_problem(document)


def test_under_twelves_are_asked_for_four_at_most():
    four = [permission("understand_limits"), permission("quote_anon")]
    document = aged_document(*four)
    assert problems(document) == []

    document["permissions"].append(permission("share_local"))
    assert "too many permissions for the youngest" in the_problem(document)
    document["permissions"][-1]["audiences"] = ["parent"]
    assert problems(document) == []


def test_children_with_ages_need_an_adult():
    document = aged_document()
    del document["permissions"][1]

    assert "no adult is asked about readers who are 4" in the_problem(document)


@pytest.mark.parametrize(("switch", "is_missing"), [(True, True), (False, False), (None, False)])
def test_teenagers_need_an_adult_where_the_survey_says_so(switch, is_missing):
    document = aged_document()
    document["audiences"][0]["ages"] = [age("teens", from_=13, to=15)]
    del document["permissions"][1]
    if switch is not None:
        document["responsible_adult_required"] = switch

    assert bool(problems(document)) == is_missing


def test_writing_to_teenagers_later_needs_an_adult_unless_the_survey_decides_otherwise():
    document = aged_document(permission("recontact_results", ["child"]))
    document["audiences"][0]["ages"] = [age("teens", from_=13, to=15)]
    assert problems(document) == []
    del document["permissions"][1]
    assert "no adult is asked" in the_problem(document)

    document["responsible_adult_required"] = False
    assert problems(document) == []


def test_adult_permission_is_not_for_adults():
    document = aged_document()
    document["permissions"][1].pop("audiences")

    found = problems(document)
    assert len(found) == 2
    assert all("permission 'adult_permission'" in each for each in found)


@pytest.mark.parametrize("value", ["yes", 1, []])
def test_switch_is_true_or_false(value):
    document = aged_document()
    document["responsible_adult_required"] = value

    assert "responsible_adult_required" in the_problem(document)


# --- ages ---


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ([age("a", from_=8, to=12)], "more than one age band"),
        ([age("a", from_=16)], "more than one age band"),
        ([age("a", from_=11, to=8)], "ends before it begins"),
        ([age("a", from_="8", to=11)], "no ages"),
        ([age("a", from_=True, to=1)], "no ages"),
        ([age("a", from_=8, to=10), age("b", from_=10, to=11)], "two of its ages hold 10"),
        ([age("a", from_=8, to=9), age("a", from_=10, to=11)], "used twice"),
        ([age("a", from_=8, to=9), age("b"), age("c")], "more than one of its ages has no ends"),
        ([age("a")], "none of its ages says how old"),
        ([age("", from_=8, to=9)], "the code cannot be used"),
        ([{"code": "a", "from": 8, "to": 9}], "'label'"),
        ([age("a", from_=8, to=9, until=3)], "until"),
        (["8"], "not a list of objects"),
        ([], "not a list of objects"),
    ],
)
def test_ages_that_cannot_be_used(ages, words):
    assert any(words in each for each in problems(with_ages(*ages))), problems(with_ages(*ages))


def test_age_band_beside_ages_is_that_of_the_youngest():
    sound = with_ages(age("a", from_=8, to=11), age("b", from_=12, to=12), age_band="8_11")
    assert problems(sound) == []

    sound["audiences"][0]["age_band"] = "12_15"
    assert "is not that of its youngest" in the_problem(sound)


def test_audience_has_a_band_or_ages():
    document = whole_document()
    del document["audiences"][0]["age_band"]

    assert any("age_band" in each for each in problems(document))


def test_words_are_needed_for_every_band():
    document = aged_document()
    question(document, "child_more")["label"] = {"child.8_11": "More?", "adult": "More?"}

    found = problems(document)

    assert {"of age band u8", "of age band 12_15", "of age band 16_17"} == {
        band
        for band in ("of age band u8", "of age band 8_11", "of age band 12_15", "of age band 16_17")
        if any(band in each for each in found)
    }


def test_page_for_a_band_that_nobody_has_is_found():
    document = aged_document()
    document["audiences"] = document["audiences"][:1]
    document["pages"][1]["show_if"] = {"op": "band", "v": ["16_17"]}
    assert problems(document) == []

    document["audiences"][0]["ages"] = [age("a", from_=8, to=11)]
    assert "nobody can ever reach it" in the_problem(document)


def test_matrix_is_for_the_older_ones_of_an_audience():
    document = aged_document()
    options = [{"code": code, "label": code} for code in ("never", "often")]
    table = {"key": "table", "type": "matrix", "label": "How often?", "audiences": ["child"]}
    table |= {"rows": options, "options": options}
    document["pages"].append({"key": "rows", "questions": [table]})
    assert "too hard for 'child'" in the_problem(document)

    table["show_if"] = {"op": "band", "v": ["12_15", "16_17", "adult"]}
    assert problems(document) == []


# --- what needs a permission ---


def test_page_needs_a_permission_that_is_asked():
    document = whole_document()
    document["pages"][1]["needs"] = "special_category"
    assert "nobody is asked for 'special_category'" in the_problem(document)

    document["permissions"].append(permission("special_category"))
    assert problems(document) == []


@pytest.mark.parametrize("needed", ["quote_anon", "nothing", 3, ["special_category"], None])
def test_only_one_permission_can_be_needed(needed):
    document = whole_document()
    document["permissions"].append(permission("special_category"))
    document["pages"][0]["questions"][1]["needs"] = needed

    assert any("it cannot need" in each for each in problems(document))


def test_permission_needs_no_other():
    document = whole_document()
    document["permissions"].append(permission("special_category", needs="special_category"))

    assert "a permission needs no other" in the_problem(document)


def test_page_that_only_people_who_are_never_asked_could_see_is_found():
    document = whole_document()
    document["permissions"].append(permission("special_category", ["worker"]))
    document["pages"][2]["needs"] = "special_category"

    assert "nobody can ever reach it" in the_problem(document)


# --- coming back, and the last day ---


@pytest.mark.parametrize("value", ["31 May", "2027-02-31", "20270531", 20270531, None])
def test_last_day_is_a_day(value):
    document = whole_document()
    document["withdraw_until"] = value

    assert "document, withdraw_until" in the_problem(document)


@pytest.mark.parametrize("where", ["document", "audience"])
def test_switch_for_coming_back_is_true_or_false(where):
    document = whole_document()
    (document if where == "document" else document["audiences"][0])["save_and_return"] = "yes"

    assert "save_and_return" in the_problem(document)
