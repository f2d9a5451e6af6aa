"""The sample log-ins: kept in one file, a line a person, the newest password of each."""

import pytest
from django.core.management import CommandError, call_command

from consult.demo import COLLEAGUE, REVIEWER, LogIn, keep_log_ins, load_people, log_ins_file


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def lines():
    return log_ins_file().read_text(encoding="utf-8").splitlines()


def test_new_log_ins_stand_beside_the_old_and_replace_their_own():
    keep_log_ins([LogIn("a@demo.example", "first"), LogIn("b@demo.example", "second")])
    keep_log_ins([LogIn("a@demo.example", "third", "SECRET")])

    assert lines() == ["a@demo.example third SECRET", "b@demo.example second "]
    assert log_ins_file().stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_both_sample_reviewers_have_a_code_of_their_own(capsys):
    _team, _partners, log_ins = load_people()
    keep_log_ins(log_ins)

    for email in (REVIEWER, COLLEAGUE):
        call_command("demo_code", email=email)
    call_command("demo_code")

    first, second, default = capsys.readouterr().out.split()
    assert len(first) == len(second) == 6
    assert default == first
    with pytest.raises(CommandError):
        call_command("demo_code", email="nobody@demo.example")
