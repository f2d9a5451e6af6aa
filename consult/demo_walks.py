"""How far the sample people came: some leave half-way, as people do, and the rest send.

Each way goes through the same drafts and counts as the site's own pages. Who leaves is somebody
like one of those who send, so that nobody is asked what their answers would not lead to.
"""

from collections import Counter
from itertools import pairwise
from random import Random

from samples.generator import SampleResponse
from surveys.actions.drafts import end_draft
from surveys.definition import SurveyDocument
from surveys.drafts import WALKED, keep_draft, new_draft, token_hash_of
from surveys.models import SurveyVersion
from surveys.permission_purposes import ADULT_PERMISSION
from surveys.steps import CHECK, WHO, steps_of
from surveys.walked import ANYBODY, begin_at, counts_between, go_on, sent


# How often somebody leaves at a step: by what it asks for, or what kind of answer it wants.
AT_STEP = {WHO: 0.03, CHECK: 0.04}
AT_QUESTION = {ADULT_PERMISSION: 0.12, "ethnic_group": 0.03}
AT_TYPE = {"long_text": 0.04, "matrix": 0.07, "rank": 0.05}
ELSEWHERE = 0.002


class Ways:
    """The ways of sample people through one version, counted as they come."""

    def __init__(self, version: SurveyVersion, document: SurveyDocument) -> None:
        self._version = version
        self._document = document
        self._sent: Counter = Counter()

    def add(self, sample: SampleResponse, *, name: str) -> None:
        """Count the way of somebody who sends, and perhaps of one like them who leaves.

        `name` decides whether one leaves, and where: the same ones in every demo.
        """
        steps = steps_of(
            self._document,
            audience=sample.audience,
            age=sample.age,
            answers={**sample.permissions, **sample.answers},
        )
        for audience, step, _came, _went_on in counts_between({}, sent(_walked(sample, steps))):
            self._sent[audience, step] += 1
        rng = Random(name)
        for number, (step, asked) in enumerate(steps.items(), start=1):
            if rng.random() < _chance(step, asked):
                self._leave(_walked(sample, list(steps)[:number]))
                return

    def keep_those_who_sent(self) -> None:
        """Write what was counted of all who sent: their own drafts would be a write for each."""
        if not self._sent:
            return
        draft = new_draft(self._version)
        draft.counts = [(*place, number, number) for place, number in sorted(self._sent.items())]
        self._sent.clear()
        keep_draft(draft)
        end_draft(token_hash=token_hash_of(draft.secret), version_id=draft.version_id, counts=())

    def _leave(self, walked):
        draft = new_draft(self._version)
        draft.data["extra_data"][WALKED] = walked
        draft.counts = counts_between({}, walked)
        keep_draft(draft)


def _chance(step, asked) -> float:
    chances = [AT_STEP.get(step, ELSEWHERE)]
    for question in asked:
        chances += [AT_QUESTION.get(question.key, 0), AT_TYPE.get(question.type, 0)]
    return max(chances)


def _walked(sample, steps) -> dict:
    """Return what is known of somebody who came to the last of these steps."""
    steps = list(steps)
    walked = begin_at(steps[0], audience=ANYBODY)
    for done, to in pairwise(steps):
        walked = go_on(walked, audience=sample.audience, done=done, to=to)
    return walked
