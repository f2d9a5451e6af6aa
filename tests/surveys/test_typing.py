"""What people type and press by mistake: messages, limits, odd characters, too much at once."""

import re
from html import unescape

import pytest

from surveys.models import Answer, Channel, Draft, Response
from tests.surveys.walker import CHILD, PARENT, PRACTITIONER, START, Walker


SUMMARY = re.compile(r'<li><a href="#([^"]+)">(.*?)</a></li>')
INLINE = re.compile(r'<p class="govuk-error-message" id="([^"]+)">(.*?)</p>', re.DOTALL)


def summary_of(text):
    return {anchor: unescape(message) for anchor, message in SUMMARY.findall(text)}


def inline_of(text):
    """Return {id of the field: its message}, without the hidden word "Error:"."""
    return {
        anchor.removesuffix("_error"): unescape(
            " ".join(re.sub(r"<[^>]+>", "", body.partition("</span>")[2]).split())
        )
        for anchor, body in INLINE.findall(text)
    }


def at(key, journey=CHILD):
    walker = Walker(journey)
    walker.walk_to(key)
    return walker


MISTAKES = [
    ({}, "audience", {"audience": None}, "Choose who is answering."),
    ({}, "take_part", {"take_part": None}, "Choose yes or no."),
    ({}, "take_part", {"take_part": "maybe"}, "Choose yes or no."),
    ({}, "child_how_many", {"child_how_many": "nine"}, None),
    ({}, "child_helpers", {"child_helpers": ["teacher", "none"]}, None),
    ({}, "child_helpers", {"child_helpers": ["wizard"]}, None),
    ({}, "child_listen", {"child_listen": "6"}, None),
    (
        PRACTITIONER,
        "practitioner_role_other",
        {"practitioner_role_other": "x" * 81},
        "Your answer is 1 character too long. Make it shorter.",
    ),
    (
        {},
        "child_good",
        {"child_good": "y" * 1002},
        "Your answer is 2 characters too long. Make it shorter.",
    ),
    (PARENT, "parent_priorities", {"parent_priorities": {"1": "stay", "2": "stay"}}, None),
    (PARENT, "parent_quality", {"parent_quality": {"listen": "6"}}, None),
    (
        PARENT,
        "parent_barriers",
        {"parent_barriers": ["waiting", "judged", "travel", "times"]},
        None,
    ),
]


@pytest.mark.parametrize(("journey", "key", "typed", "message"), MISTAKES)
def test_message_is_the_same_in_the_summary_and_beside_the_field(
    sample_survey, journey, key, typed, message
):
    walker = at(key, journey or CHILD)
    step = walker.step

    walker.fill(**typed)

    assert walker.page.status_code == 200
    assert walker.step == step
    inline, summary = inline_of(walker.text), summary_of(walker.text)
    assert len(inline) == len(summary) == 1
    assert list(inline.values()) == list(summary.values())
    if message:
        assert list(inline.values()) == [message]
    assert not re.search(r"please|invalid|!", " ".join(inline.values()), re.IGNORECASE)
    # The title starts with it, the link leads to something, and the field names its message.
    assert re.search(r"<title>\s*Error:", walker.text)
    for anchor in (*summary, *(f"{name}_error" for name in inline)):
        assert f'id="{anchor}"' in walker.text
    assert (
        f"{next(iter(inline))}_error"
        in re.search(r'aria-describedby="[^"]*_error[^"]*"', walker.text).group()
    )


def test_what_was_typed_is_still_there_after_a_mistake(sample_survey):
    walker = at("child_anything")

    walker.fill(child_anything="kind & <patient> " + "x" * 1000, child_help_type="typed")

    assert "kind &amp; &lt;patient&gt; xxx" in walker.text
    assert re.search(r'value="typed"[^>]*checked', walker.text)
    walker.fill(child_anything="kind", child_help_type="typed")
    assert walker.keys == ["child_describe"]


def test_good_pages_have_no_error_in_their_title(sample_survey):
    assert not re.search(r"<title>\s*Error:", at("child_anything").text)


# --- exactly the limit (TXT-02) ---


def exactly(limit, newlines=50):
    lines = ["x" * 9] * newlines
    text = "\r\n".join(lines) + "\r\n"
    return text + "x" * (limit - len(text.replace("\r\n", "\n")))


def test_exactly_the_limit_passes_and_one_more_does_not(sample_survey):
    walker = at("child_good")
    text = exactly(1000)
    assert len(text) == 1050

    walker.fill(child_good=text + "x")
    assert inline_of(walker.text).popitem()[1].startswith("Your answer is 1 character too long.")
    walker.fill(child_good=text)
    walker.send()

    kept = Answer.objects.get(question__key="child_good").text
    assert kept == text.replace("\r\n", "\n")
    assert len(kept) == 1000


# --- odd characters (TXT-03) ---


ODD = (
    "kind\x00 people\x07\ufffe 👩‍👩‍👧‍👦 \u202eback\u202c نعم"
    " <script>alert(1)</script> =1+1 {{ x }} %s"
)


def test_odd_characters_are_stored_or_dropped_and_shown_safely(sample_survey):
    odd = {"practitioner_good": ODD, "practitioner_role_other": "\x00a\x0bb"}
    walker = Walker({**PRACTITIONER, **odd})

    walker.walk()
    assert "<script>alert" not in walker.text
    assert "&lt;script&gt;" in walker.text
    walker.fill()

    kept = dict(Response.objects.get().answers.values_list("question__key", "text"))
    assert kept["practitioner_good"] == ODD.replace("\x00", "").replace("\x07", "").replace(
        "\ufffe", ""
    )
    assert Response.objects.get().sanitised_chars == 5
    assert kept["practitioner_role_other"] == "ab"


@pytest.mark.parametrize("code", ["\x00", "a\x00b", "\ud800", "é", "x" * 5000, "😀"])
def test_odd_characters_in_choices_codes_and_addresses(sample_survey, code):
    walker = Walker(CHILD)
    code = code.encode("utf-8", "replace").decode()
    assert walker.client.get(START, {"via": code}).status_code == 200
    assert walker.client.post(START, {"via": code}).status_code == 303
    assert walker.client.post("/withdraw/", {"code": code}).status_code == 200
    walker.begin()
    walker.fill(audience=code)
    assert summary_of(walker.text)
    walker.fill(audience="child")
    walker.walk_to("take_part")
    walker.fill(take_part=code)
    assert summary_of(walker.text)


def test_text_that_is_not_utf8_is_no_fault(sample_survey):
    walker = at("child_good")

    response = walker.client.generic(
        "POST",
        walker.path,
        f"survey-current_step={walker.step}&{walker.step}-child_good=%ff%fe%ed%a0%80",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 303


@pytest.mark.parametrize("typed", ["", "   \n ", ".", "n/a", "-"])
def test_blank_answers_are_kept_as_blank(sample_survey, typed):
    Walker({**CHILD, "child_good": typed}).send()

    assert Answer.objects.get(question__key="child_good").is_blank


def test_the_same_words_have_the_same_hash_however_they_are_typed(sample_survey):
    for typed in ("Listen to me", "  listen to ME!! "):
        Walker({**CHILD, "child_better": typed}).send()

    hashes = Answer.objects.filter(question__key="child_better").values_list("text_hash", flat=True)
    assert len(hashes) == 2
    assert len(set(hashes)) == 1


# --- far too much (TXT-01) ---


@pytest.mark.parametrize("size", [1_000_000, 3_000_000])
def test_a_huge_body_gets_our_own_page_and_spoils_nothing(sample_survey, size):
    walker = at("child_good")
    before = Draft.objects.values().get()

    page = walker.client.post(walker.path, walker.filled(child_good="x" * size))

    assert page.status_code == 413
    assert "That was too much to send at once" in page.content.decode()
    assert Draft.objects.values().get() == before
    walker.send()
    assert Response.objects.count() == 1


def test_just_below_the_limit_of_a_body_is_a_message(sample_survey):
    walker = at("child_good")

    walker.page = walker.client.generic(
        "POST",
        walker.path,
        f"survey-current_step={walker.step}&{walker.step}-child_good={'x' * 990_000}",
        content_type="application/x-www-form-urlencoded",
    )

    assert walker.page.status_code == 200
    assert "Your answer is 989000 characters too long." in walker.text
    assert "x" * 990_000 in walker.text


def test_too_many_fields_get_our_own_page(sample_survey):
    walker = at("child_good")

    page = walker.client.post(walker.path, {f"f{n}": "x" for n in range(600)})

    assert page.status_code == 400
    assert "<h1" in page.content.decode()


# --- a partner's code ---


@pytest.fixture
def channel(sample_survey, hill_street):
    return Channel.objects.create(
        survey=sample_survey, code="HILL42", organisation=hill_street, label="Poster"
    )


def test_partner_is_named_and_linked(channel):
    walker = Walker(CHILD)
    page = walker.get(f"{START}?via={channel.code}").content.decode()
    assert "You came from Hill Street Hub." in page

    walker.begin(via=channel.code)
    walker.send()

    assert Response.objects.get().channel == channel


def test_partner_is_unlinked_on_wish(channel):
    walker = Walker(CHILD)

    walker.begin(via=channel.code, unlink="yes")
    walker.send()

    assert Response.objects.get().channel is None


@pytest.mark.parametrize("code", ["NOBODY", "HILL42 ", "hill4"])
def test_unknown_code_is_no_hindrance_and_no_link(channel, code):
    walker = Walker(CHILD)
    assert "You came from" not in walker.get(f"{START}?via={code}").content.decode()

    walker.begin(via=code)
    walker.send()

    assert Response.objects.get().channel is None


def test_code_of_another_survey_or_revoked_links_nothing(channel, team):
    Channel.objects.update(revoked_at="2026-01-01T00:00Z")
    walker = Walker(CHILD)

    walker.begin(via=channel.code)
    walker.send()

    assert Response.objects.get().channel is None
