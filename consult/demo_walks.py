"""How far the sample people came: some leave half-way, as people do, and the rest send.

Each way goes through the same drafts and counts as the site's own pages. Who leaves is somebody
like one of those who send, so that nobody is asked what their answers would not lead to.
"""

import hashlib
from itertools import pairwise
from random import Random

from samples.generator import SampleResponse
from surveys.actions.drafts import end_draft
from surveys.definition import SurveyDocument
from surveys.drafts import WALKED, OpenDraft, keep_draft, new_draft, token_hash_of
from surveys.models import SurveyVersion
from surveys.permission_purposes import ADULT_PERMISSION
from surveys.steps import CHECK, WHO, steps_of
from surveys.walked import ANYBODY, begin_at, counts_between, go_on


# How often somebody leaves at a step: by what it asks for, or what kind of answer it wants.
AT_STEP = {WHO: 0.03, CHECK: 0.04}
AT_QUESTION = {ADULT_PERMISSION: 0.12, "ethnic_group": 0.03}
AT_TYPE = {"long_text": 0.04, "matrix": 0.07, "rank": 0.05}
ELSEWHERE = 0.002


def walk(
    version: SurveyVersion, document: SurveyDocument, sample: SampleResponse, *, name: str
) -> bool:
    """Count the way of somebody who sends, and perhaps of one like them who leaves.

    Returns whether one left. `name` decides that, and where: the same ones in every demo.
    """
    steps = steps_of(
        document,
        audience=sample.audience,
        age=sample.age,
        answers={**sample.permissions, **sample.answers},
    )
    _send(_draft(version, list(steps), sample.audience, name))
    rng = Random(name)
    for number, (step, asked) in enumerate(steps.items(), start=1):
        if rng.random() < _chance(step, asked):
            keep_draft(_draft(version, list(steps)[:number], sample.audience, f"{name}|left"))
            return True
    return False


def _chance(step, asked) -> float:
    chances = [AT_STEP.get(step, ELSEWHERE)]
    for question in asked:
        chances += [AT_QUESTION.get(question.key, 0), AT_TYPE.get(question.type, 0)]
    return max(chances)


def _draft(version, steps, audience, name) -> OpenDraft:
    """Return the draft of somebody who came to the last of these steps."""
    walked = begin_at(steps[0], audience=ANYBODY)
    for done, to in pairwise(steps):
        walked = go_on(walked, audience=audience, done=done, to=to)
    draft = new_draft(version)
    draft.secret = hashlib.sha256(f"demo|{name}".encode()).digest()
    draft.data["extra_data"][WALKED] = walked
    draft.counts = counts_between({}, walked)
    return draft


def _send(draft):
    keep_draft(draft)
    draft.end()
    end_draft(
        token_hash=token_hash_of(draft.secret), version_id=draft.version_id, counts=draft.counts
    )
