"""How far one person has come, and what their next step adds to the counts. Pure.

What was counted of a person is kept in their draft, sealed with everything else: {step: [audience
it was counted under, whether they went on from it]}. So Back, a second tab and a page answered
twice add nothing, and nothing but the sums ever stands outside the draft.
"""

from collections.abc import Mapping

from surveys.steps import CHECK, WHO


ANYBODY = ""  # before it is known who is answering
Walked = Mapping[str, list]
Count = tuple[str, str, int, int]  # audience, step, how many more came, how many more went on


def begin_at(step: str, *, audience: str) -> dict:
    """Return what is known of somebody who has just begun."""
    return _with({}, step, audience)


def go_on(walked: Walked, *, audience: str, done: str, to: str) -> dict:
    """Return what is known after a step was answered that leads to the step `to`.

    Who turns out to be of another audience is no longer counted under the first one.
    """
    kept = {step: each for step, each in walked.items() if each[0] in (ANYBODY, audience)}
    # Only sending goes on from the last page: a look back from there is no going on.
    if done in kept and done != CHECK:
        kept[done] = [kept[done][0], True]
    return _with(kept, to, audience)


def sent(walked: Walked) -> dict:
    """Return what is known once the answers are sent: they went on from wherever they came to."""
    return {step: [each[0], True] for step, each in walked.items()}


def counts_between(before: Walked, after: Walked) -> list[Count]:
    """Return what changes in the counts, in an order that is the same for everybody.

    >>> counts_between({"who": ["", False]}, {"who": ["", True], "age": ["child", False]})
    [('', 'who', 0, 1), ('child', 'age', 1, 0)]
    """
    changed: dict[tuple[str, str], list[int]] = {}
    for walked, sign in ((before, -1), (after, 1)):
        for step, (audience, has_gone_on) in walked.items():
            count = changed.setdefault((audience, step), [0, 0])
            count[0] += sign
            count[1] += sign * has_gone_on
    return sorted((*place, *count) for place, count in changed.items() if any(count))


def _with(walked, step, audience) -> dict:
    known = dict(walked)
    known.setdefault(step, [ANYBODY if step == WHO else audience, False])
    return known
