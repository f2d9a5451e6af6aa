"""The permissions of a document together: each asked once, and only of those it may be put to."""

from collections import Counter
from collections.abc import Iterator

from surveys.age_rules import needs_adult
from surveys.permission_purposes import (
    ADULT_PERMISSION,
    MOST_OF_THE_YOUNGEST,
    NEEDABLE,
    PURPOSES,
    TAKE_PART,
    YOUNGEST_UNTIL,
    is_put_to,
)
from surveys.problems import Problem
from surveys.validation.ages import youngest_ages_of
from surveys.validation.parts import Parts, entries_of


PUBLISHED = "publish_response"
# Whose whole answer may be published: those who speak for their work, never a child or a family.
SPEAK_FOR_WORK = ("practitioner", "organisation")


def permission_problems(data: dict, parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the permissions together."""
    purposes = Counter(str(permission.get("purpose")) for permission in parts.permissions)
    for purpose, count in purposes.items():
        if count > 1 and purpose in PURPOSES:
            remedy = "Ask for each purpose once; word it for each audience."
            yield Problem("permissions", f"'{purpose}' is asked for {count} times", remedy)
    for permission in parts.permissions:
        yield from _one_problems(permission)
    yield from _take_part_problems(parts)
    for audience in parts.audiences:
        yield from _age_problems(data, parts, audience)


def needs_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the permissions that pages and questions need."""
    asked = {permission["key"] for permission in parts.permissions}
    for page in parts.pages:
        place = f"page '{page['key']}'"
        entries = [(place, page)]
        entries += [(f"{place}, question '{q['key']}'", q) for q in entries_of(page, "questions")]
        for where, entry in [(w, e) for w, e in entries if "needs" in e]:
            needed = entry["needs"]
            if needed not in NEEDABLE:
                remedy = f"Use {', '.join(NEEDABLE)}, or a rule in 'show_if'."
                yield Problem(where, f"it cannot need '{needed}'", remedy)
            elif needed not in asked:
                remedy = f"Add a permission with the key and purpose '{needed}'."
                yield Problem(where, f"nobody is asked for '{needed}', which it needs", remedy)
    for permission in parts.permissions:
        if "needs" in permission:
            place = f"permission '{permission['key']}'"
            yield Problem(place, "a permission needs no other", "Take out 'needs'.")


def _one_problems(permission):
    place = f"permission '{permission['key']}'"
    purpose = str(permission.get("purpose"))
    if permission["key"] != purpose and {permission["key"], purpose} & set(PURPOSES):
        named = purpose if purpose in PURPOSES else permission["key"]
        remedy = f"Use '{named}' as the key and the purpose of one permission."
        yield Problem(place, "its key and its purpose disagree", remedy)
    if permission.get("show_if") is not None:
        remedy = "Take out 'show_if', and name its 'audiences' instead."
        yield Problem(place, "a permission has no rule", remedy)


def _take_part_problems(parts):
    asking = [each for each in parts.permissions if each["key"] == TAKE_PART]
    if not asking:
        remedy = f"Add a permission with the key and purpose '{TAKE_PART}'."
        yield Problem("permissions", "nobody is asked whether they take part", remedy)
    for permission in asking:
        reached = {audience["key"] for audience in parts.readers_of(None, permission)}
        for key in [key for key in parts.audience_keys if key not in reached]:
            remedy = f"Name '{key}' in its 'audiences', or leave them out."
            message = f"'{key}' is never asked whether they take part"
            yield Problem(f"permission '{TAKE_PART}'", message, remedy)


def _age_problems(data, parts, audience):
    """Yield permissions this audience is too young for, an adult not asked, and one too many."""
    purposes = [
        permission["purpose"]
        for permission in parts.permissions
        if audience in parts.readers_of(None, permission) and _is_known(permission)
    ]
    required = _is_required_of_teenagers(data, parts)
    put_at = {
        age: [purpose for purpose in purposes if _is_put_to(purpose, age, required)]
        for age in youngest_ages_of(audience)
    }
    key = audience["key"]
    for purpose in purposes if put_at else ():
        if not any(purpose in put for put in put_at.values()):
            remedy = "Name the 'audiences' it is for."
            yield Problem(f"permission '{purpose}'", f"nobody of '{key}' may be asked it", remedy)
        elif purpose == PUBLISHED and audience.get("voice") not in SPEAK_FOR_WORK:
            remedy = f"Ask audiences whose 'voice' is {' or '.join(SPEAK_FOR_WORK)} only."
            yield Problem(f"permission '{purpose}'", f"'{key}' does not speak for work", remedy)
    yield from _number_problems(key, put_at)
    alone = [age for age in put_at if _needs_adult(age, required)]
    if "ages" in audience and alone and ADULT_PERMISSION not in purposes:
        remedy = f"Add a permission with the key and purpose '{ADULT_PERMISSION}'."
        message = f"no adult is asked about readers who are {min(alone)}"
        yield Problem(f"audience '{key}'", message, remedy)


def _number_problems(key, put_at):
    too_many = [
        put
        for age, put in put_at.items()
        if age < YOUNGEST_UNTIL and len(put) > MOST_OF_THE_YOUNGEST
    ]
    for put in too_many[:1]:
        remedy = f"Ask under-twelves for {MOST_OF_THE_YOUNGEST} at most: {', '.join(put)}."
        yield Problem(f"audience '{key}'", "too many permissions for the youngest", remedy)


def _is_known(permission):
    purpose = permission.get("purpose")
    return isinstance(purpose, str) and purpose in PURPOSES


def _needs_adult(age: int, is_required_of_teenagers: bool) -> bool:
    return needs_adult(age, is_required_of_teenagers=is_required_of_teenagers)


def _is_put_to(purpose, age, required):
    return _needs_adult(age, required) if purpose == ADULT_PERMISSION else is_put_to(purpose, age)


def _is_required_of_teenagers(data, parts):
    said = data.get("responsible_adult_required")
    if isinstance(said, bool):
        return said
    purposes = [PURPOSES.get(str(each.get("purpose"))) for each in parts.permissions]
    return any(purpose and purpose.asks_contact for purpose in purposes)
