"""The command says in words when there is too little to count."""

import pytest

from insights.engine.__main__ import main


@pytest.mark.parametrize(("answers", "is_said"), [(39, True), (40, False)])
def test_command_says_when_themes_are_only_an_order_to_read_in(tmp_path, capsys, answers, is_said):
    rows = [f"The worker called me back on day {number}" for number in range(answers)]
    # What is set aside does not make up the number.
    rows += ["don't know"] * 5
    source = tmp_path / "answers.csv"
    source.write_text("\n".join(["words", *rows]), encoding="utf-8")

    code = main(
        [str(source), "--text", "words", "--out", str(tmp_path / "o.json"), "--encoder", "tfidf"]
    )

    assert code == 0
    assert ("an order to read in, not as a statistic" in capsys.readouterr().err) is is_said
