"""What the site itself says to people who answer is as easy as its readers need.

A page that anybody meets on the way through a survey is read by children; what lies beside the way
(privacy, safety, one's own answers, other ways in) is written for young people and adults, as are
the pages for the adult who is with a child.
"""

import re

import pytest

from safeguarding.limits import limits_for
from safeguarding.support import ADULT, CHILD, YOUNG_PERSON
from scripts import messages
from surveys.reading_level import LIMITS, findings_in


BESIDE_THE_WAY = (
    "safeguarding/support.json",
    "surveys/asking.py",
    "surveys/come_back.py",
    "surveys/postcode.py",
    "surveys/question_types/postcode.py",
    "templates/403.html",
    "templates/components/adult_words.html",
    "templates/surveys/accessibility",
    "templates/surveys/my_answers",
    "templates/surveys/privacy.html",
    "templates/surveys/staying_safe.html",
    "templates/surveys/survey_another_way",
    "templates/surveys/survey_kept.html",
    "templates/surveys/survey_paper",
    "templates/surveys/withdraw",
)
# One text for each age, chosen by the reader's own.
FOR_EACH_AGE = "safeguarding/limits.py"
BANDS = {CHILD: "8_11", YOUNG_PERSON: "12_15", ADULT: "adult"}
# Over the limit, and kept: by their beginnings. Each says one thing that needs its long word or its
# conditions; take a line out when its text is written again.
ON_THE_WAY_KEPT = (
    "Accessibility of this site",
    "If something is on your mind, you can talk to the people below.",
    "It cannot remove this visit from the browser’s history.",
    "It is six words. Capitals, commas and dashes do not matter.",
    "Type an e-mail address in full",
    "Until %(day)s we can still keep your answers out",
    "Until you send them, nobody but you can read your answers.",
    "We only count how many people say no",
    "Would easy read, paper, another language or a phone call",
    "Write it down or print this page if you want to keep it.",
    "You came from %(name)s.",
    "You had already sent this survey.",
)
BESIDE_KEPT = (
    "Accessibility of this site",
    "Programs answer whole surveys by keyboard, with scripts",
    "Nobody with a disability has tested these pages with us yet.",
    "We have not tested them with screen readers",
    "Easy read has not been tried out by",
    "In England, Scotland and Wales you can also",
    "Advice if you are worried about how an organisation treats people.",
    "Children under 8 answer together with an adult.",
    "For the adult: this page is for you.",
    "If you said we may write to you, your e-mail address is kept apart",
    "If you save answers to come back to them",
    "The survey was sent, left or begun again in this browser",
    "Type the code from your thank-you page. You can then see",
)
# The practice notes' own wording for each age, which says in one breath what may follow.
LIMITS_KEPT = (
    "What you tell us is private. But if you tell us that you or another child",
    "Your answers are confidential. There is one limit.",
    "If a child is in immediate danger call 999.",
)


def plain(text):
    """Return a message as it is read: something short in each of its places."""
    return re.sub(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", "it", text)


def hard(texts, limit, *, kept):
    """Return the texts over a limit that are not kept on purpose."""
    over = (text for text in texts if findings_in(plain(text), limit))
    return sorted(text for text in over if not text.startswith(kept))


@pytest.fixture(scope="module")
def said():
    """Return (on the way, beside it): what the respondent's side says."""
    on, beside = set(), set()
    for text, entry in messages.marked_texts().items():
        files = {name for name in entry.files if messages.side_of(name) == messages.RESPONDENT}
        is_beside = all(name.startswith(BESIDE_THE_WAY) for name in files)
        if files and FOR_EACH_AGE not in files:
            (beside if is_beside else on).add(text)
    return on, beside


def test_what_is_met_on_the_way_is_as_easy_as_children_need(said):
    on, _beside = said

    assert len(on) > 200
    assert hard(on, LIMITS["8_11"], kept=ON_THE_WAY_KEPT) == []


def test_what_lies_beside_the_way_is_as_easy_as_adults_need(said):
    _on, beside = said

    assert len(beside) > 100
    assert hard(beside, LIMITS["adult"], kept=BESIDE_KEPT) == []


def test_limits_of_confidentiality_are_as_easy_as_their_own_readers_need():
    for group in (CHILD, YOUNG_PERSON, ADULT):
        limits = limits_for(group)
        texts = [str(limits.heading), *map(str, limits.paragraphs)]

        assert hard(texts, LIMITS[BANDS[group]], kept=LIMITS_KEPT) == []


@pytest.mark.parametrize("kept", [ON_THE_WAY_KEPT, BESIDE_KEPT])
def test_list_of_what_is_kept_names_only_what_is_there(said, kept):
    texts = said[0] | said[1]

    assert [each for each in kept if not any(text.startswith(each) for text in texts)] == []
