"""Each component renders its examples, and says what assistive tools need to hear."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import override_settings

from tests.templates.examples import EXAMPLES, blank_form, filled_form, wrong_form


FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
COMPONENTS = sorted(path.stem for path in FOLDER.glob("*.html"))
CASES = [(name, place) for name in COMPONENTS for place in range(len(EXAMPLES.get(name, [])))]
MISSING = "MISSING-VARIABLE"


@pytest.fixture(autouse=True)
def _undefined_variables_show():
    """An undefined variable that would be printed shows in the page."""
    templates = [settings.TEMPLATES[0] | {"OPTIONS": dict(settings.TEMPLATES[0]["OPTIONS"])}]
    templates[0]["OPTIONS"]["string_if_invalid"] = MISSING
    with override_settings(TEMPLATES=templates):
        yield


def render(name, context):
    return get_template(f"components/{name}.html").render(context)


def test_missing_context_would_show():
    assert MISSING in render("tag", {})


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_has_an_example(name):
    assert EXAMPLES.get(name), f"Add an example context for {name} to tests/templates/examples.py"


def test_no_example_without_component():
    assert set(EXAMPLES) <= set(COMPONENTS)


@pytest.mark.parametrize(("name", "place"), CASES)
def test_component_renders_its_example(name, place):
    html = render(name, EXAMPLES[name][place])

    assert MISSING not in html
    assert "None" not in re.sub(r"None of", "", html)


@pytest.mark.parametrize(("name", "place"), CASES)
def test_ids_are_unique_and_references_lead_somewhere(name, place):
    html = render(name, EXAMPLES[name][place])
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert len(ids) == len(set(ids))
    if name not in {"describedby", "error_summary", "radio", "question_label"}:
        referred = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)
        referred += re.findall(r'<label[^>]* for="([^"]+)"', html)
        assert {one for many in referred for one in many.split()} <= set(ids)


CHOSEN = ["single", "multi", "faces", "likert", "rating", "this_or_that", "rank", "month"]


@pytest.mark.parametrize("name", [*CHOSEN, "matrix", "interruption", "consent"])
def test_error_summary_leads_to_the_first_choice(name):
    form = wrong_form()

    summary = render("error_summary", {"form": form})
    question = render("field", {"field": form[name], "page_heading": True, "support_lines": []})

    assert f'href="#id_{name}_0"' in summary
    assert f'id="id_{name}_0"' in question


@pytest.mark.parametrize("name", ["number", "text", "story", "plain"])
def test_error_summary_leads_to_the_box(name):
    form = wrong_form()

    assert f'href="#id_{name}"' in render("error_summary", {"form": form})
    assert f'id="id_{name}"' in render("field", {"field": form[name]})


def test_error_text_is_the_same_beside_the_field():
    form = wrong_form()
    message = form.errors["single"][0]

    assert message in render("error_summary", {"form": form})
    assert message in render("field", {"field": form["single"]})


def test_heading_is_the_legend_only_when_asked():
    field = blank_form()["single"]

    assert "<h1" in render("field", {"field": field, "page_heading": True})
    assert "<h1" not in render("field", {"field": field, "page_heading": False})
    assert "<h1" not in render("field", {"field": field})


def test_consent_has_nothing_chosen_beforehand():
    html = render("field", {"field": blank_form()["consent"]})

    assert html.count('type="radio"') == 2
    assert "checked" not in html


def test_what_was_typed_stays_and_is_escaped():
    form = filled_form()

    assert 'value="&lt;Leeds&gt;"' in render("field", {"field": form["text"]})
    # A browser drops one line break after the tag; the person's own must remain.
    assert ">\n\nFirst line\nSecond &amp; last</textarea>" in render(
        "field", {"field": form["story"]}
    )
    assert render("field", {"field": form["faces"]}).count("checked") == 1


def test_each_part_of_an_answer_has_its_label_and_what_was_given():
    rank = render("field", {"field": filled_form()["rank"]})
    month = render("field", {"field": filled_form()["month"]})

    assert re.findall(r'<option value="(\w*)" selected', rank) == ["friend", "teacher"]
    assert re.findall(r'<label[^>]*for="id_rank_(\d)">(.*?)<', rank) == [
        ("0", "1st choice"),
        ("1", "2nd choice"),
    ]
    assert re.findall(r'name="(\w+)" value="(\w+)"', month) == [
        ("month_month", "3"),
        ("month_year", "2024"),
    ]


def test_each_row_of_a_matrix_is_a_group_with_its_own_answer():
    html = render("field", {"field": filled_form()["matrix"]})

    assert re.findall(r"--s\">(.*?)</legend>", html) == ["When you are sad", "When you are ill"]
    assert re.findall(r'name="(\w+)" value="(\w+)" checked', html) == [
        ("matrix_sad", "friend"),
        ("matrix_ill", "nobody"),
    ]


def test_support_lines_stand_on_a_page_of_support():
    html = render("field", EXAMPLES["question_support"][0])

    assert "0800 000 000" in html
    assert "<input" not in html


def test_every_face_has_a_word_and_not_knowing_has_no_face():
    html = render("field", {"field": blank_form()["faces"]})

    assert html.count("<svg") == 5
    assert html.count("scale__words") == 6


def test_support_lines_stand_under_an_open_question():
    lines = EXAMPLES["support_panel"][0]["lines"]

    html = render("field", {"field": blank_form()["story"], "support_lines": lines})

    assert "0800 000 000" in html


def test_theme_card_counts_people_and_answers_apart():
    html = render("theme_card", EXAMPLES["theme_card"][0])

    assert "1,212 people" in html
    assert "187 different answers" in html
    assert html.index("People wait months") < html.index("1,212 people")
