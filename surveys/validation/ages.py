"""How old the readers of a document are: the answers to "How old are you?", and their bands.

An entry of "ages" lies within one age band, so that the band can be told from it alone.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from surveys.age_rules import OLDEST, YOUNGEST, band_of
from surveys.problems import Problem, missing_keys, unknown_keys
from surveys.wording import AGE_BANDS


AGE_KEYS = ("code", "label", "from", "to")
LONGEST_CODE = 40


def ages_of(audience: dict) -> list[dict]:
    """Return the entries of "ages" that are objects."""
    ages = audience.get("ages")
    return [age for age in ages if isinstance(age, dict)] if isinstance(ages, list) else []


def bands_of(audience: dict) -> list[str]:
    """Return the age bands this audience can have, the youngest first; [""] when none is known."""
    bands = {band_of(youngest) for youngest, _ in _spans_of(audience)}
    if bands:
        return sorted(bands, key=YOUNGEST.__getitem__)
    band = audience.get("age_band", "")
    return [band if isinstance(band, str) else ""]


def youngest_ages_of(audience: dict) -> list[int]:
    """Return the youngest age of each answer that tells one, or of the audience's band."""
    ages = sorted({youngest for youngest, _ in _spans_of(audience)})
    return ages or [YOUNGEST[band] for band in bands_of(audience) if band in YOUNGEST]


def age_problems(audience: dict, place: str) -> Iterator[Problem]:
    """Yield what is wrong with an audience's age band and ages."""
    if "ages" in audience:
        yield from _list_problems(audience, place)
    elif "age_band" not in audience:
        yield from missing_keys(audience, ("age_band",), place)
    band = audience.get("age_band", AGE_BANDS[0])
    if band not in AGE_BANDS:
        remedy = f"Use one of {', '.join(AGE_BANDS)}."
        yield Problem(place, f"the age band '{band}' is not known", remedy)
    elif "age_band" in audience and _spans_of(audience) and band != bands_of(audience)[0]:
        remedy = "Leave 'age_band' out: it follows from the ages."
        yield Problem(place, f"the age band '{band}' is not that of its youngest", remedy)


def _list_problems(audience, place):
    ages = audience["ages"]
    if not isinstance(ages, list) or len(ages_of(audience)) != len(ages) or not ages:
        yield Problem(
            place, "'ages' is not a list of objects", 'Write {"code", "label", "from", "to"}.'
        )
        return
    for number, age in enumerate(ages, 1):
        where = f"{place}, age '{age.get('code', number)}'"
        yield from unknown_keys(age, AGE_KEYS, where)
        yield from missing_keys(age, ("code", "label"), where)
        yield from _span_problems(age, where)
    codes = [str(age.get("code")) for age in ages]
    for code in [code for code, count in Counter(codes).items() if count > 1]:
        yield Problem(f"{place}, age '{code}'", "the code is used twice", "Give each its own code.")
    if len(_spans_of(audience)) < len(ages) - 1:
        remedy = "Leave out both ends for one answer at most: that of who does not say."
        yield Problem(place, "more than one of its ages has no ends", remedy)
    if not _spans_of(audience):
        yield Problem(place, "none of its ages says how old", "Give them 'from' and 'to'.")
    yield from _overlap_problems(audience, place)


def _span_problems(age, where):
    code = age.get("code")
    if "code" in age and (not isinstance(code, str) or not 0 < len(code) <= LONGEST_CODE):
        yield Problem(where, "the code cannot be used", "Use a text of 1 to 40 characters.")
    ends = [age[name] for name in ("from", "to") if name in age]
    if any(type(end) is not int or not 0 <= end <= OLDEST["adult"] for end in ends):
        yield Problem(where, "its ends are no ages", "Write whole numbers of years.")
        return
    span = _span_of(age)
    if span is None:
        return
    if span[0] > span[1]:
        yield Problem(where, "it ends before it begins", "Put the younger age under 'from'.")
    elif band_of(span[0]) != band_of(span[1]):
        remedy = "Divide it: a band begins at 8, 12, 16 and 18."
        yield Problem(where, "it reaches over more than one age band", remedy)


def _overlap_problems(audience, place):
    spans = sorted(_spans_of(audience))
    for before, after in zip(spans, spans[1:], strict=False):
        if after[0] <= before[1]:
            remedy = "Let each begin where the one before has ended."
            yield Problem(place, f"two of its ages hold {after[0]}", remedy)


def _spans_of(audience):
    spans = [_span_of(age) for age in ages_of(audience)]
    return [span for span in spans if span is not None]


def _span_of(age: dict[str, Any]) -> tuple[int, int] | None:
    """Return the youngest and the oldest of an entry, None where it has no usable ends."""
    if not {"from", "to"} & set(age):
        return None
    ends = age.get("from", 0), age.get("to", OLDEST["adult"])
    return ends if all(type(end) is int and end >= 0 for end in ends) else None
