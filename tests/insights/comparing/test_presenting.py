"""What the comparison says where figures are hidden."""

from types import SimpleNamespace

from insights.comparing.presenting import View
from insights.comparing.tally import NamedTheme
from insights.disclosure import HIDDEN, Release
from insights.disclosure.releasing import Figure


THEME = NamedTheme("waiting", "Waiting", frozenset({"q1"}))


def cell(said, people):
    figures = {
        ("said", "waiting", "north"): said,
        ("people", THEME.questions, "north"): people,
    }
    attribute = SimpleNamespace(name_of=str)
    view = View(SimpleNamespace(themes=[THEME]), attribute, Release(figures, {}))
    return view.cell(THEME, "north")


def test_nobody_of_a_group_of_hidden_size_has_no_bar():
    found = cell(Figure(0, 0), Figure(HIDDEN))

    assert found["bar"] is None
    assert found["words"].startswith("Not shown")


def test_shown_figures_have_a_bar():
    found = cell(Figure(20, 50), Figure(40))

    assert found["bar"]["share"] == 50
    assert "likely between" in found["words"]
