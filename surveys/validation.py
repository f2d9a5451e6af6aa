"""Finds everything that is wrong with a survey document, each with its place and its remedy."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from surveys.conditions import GROUPS, OPERATORS, PRESENCE, READER_RULES, questions_in
from surveys.question_types import QUESTION_TYPES
from surveys.wording import AGE_BANDS, FORMATS, Reader, selector_tokens, text_of


DOCUMENT_KEYS = {
    "format",
    "slug",
    "language",
    "title",
    "organisation",
    "why",
    "readers",
    "what_happens",
    "minutes",
    "contact",
    "results_by",
    "audiences",
    "permissions",
    "pages",
}
DOCUMENT_REQUIRED = DOCUMENT_KEYS - {"minutes", "contact", "results_by"}
DOCUMENT_WORDINGS = ("title", "organisation", "why", "readers", "what_happens")
AUDIENCE_KEYS = {"key", "label", "hint", "age_band", "voice"}
PAGE_KEYS = {"key", "title", "audiences", "show_if", "questions"}
QUESTION_KEYS = {
    "key",
    "type",
    "label",
    "concept",
    "hint",
    "optional",
    "audiences",
    "show_if",
}
PURPOSES = ("take_part", "quote_anon", "share_local")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where, what, and how."""

    place: str
    message: str
    remedy: str

    def __str__(self):
        return f"{self.place}: {self.message}. {self.remedy}"


class DocumentError(ValueError):
    """A document that cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems):
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def problems_of(data: Any) -> list[Problem]:
    """Return every problem of a document, in the order of the document."""
    shape = list(_shape_problems(data))
    if shape:  # nothing further can be looked at before the shape is right
        return shape
    return [
        *_audience_problems(data),
        *_question_problems(data),
        *_duplicate_problems(data),
        *_routing_problems(data),
        *_path_problems(data),
    ]


def _shape_problems(data) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield Problem("document", "it is not an object", "Start it with { and a format.")
        return
    if data.get("format") != "consult-survey/1":
        yield Problem("document", "its format is not known", 'Set "format": "consult-survey/1".')
    yield from _unknown(data, DOCUMENT_KEYS, "document")
    yield from _missing(data, DOCUMENT_REQUIRED, "document")
    for name, keys in (("audiences", AUDIENCE_KEYS), ("permissions", None), ("pages", PAGE_KEYS)):
        yield from _list_problems(data.get(name), name, keys)
    pages = data.get("pages") if isinstance(data.get("pages"), list) else []
    for page in pages:
        if isinstance(page, dict):
            yield from _list_problems(page.get("questions"), f"page '{page.get('key')}'", None)


def _list_problems(entries, name, keys):
    if not isinstance(entries, list) or not entries:
        yield Problem(name, "it is not a list with something in it", "Add at least one entry.")
        return
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            yield Problem(f"{name}, entry {number}", "it has no key", 'Give it a "key".')
        elif keys:
            yield from _unknown(entry, keys, f"{name} '{entry['key']}'")


def _unknown(entry, known, place):
    for key in sorted(set(entry) - set(known)):
        near = get_close_matches(key, known, n=1)
        remedy = f"Did you mean '{near[0]}'?" if near else "Remove it."
        yield Problem(place, f"'{key}' is not a known key", remedy)


def _missing(entry, required, place):
    for key in sorted(set(required) - set(entry)):
        yield Problem(place, f"'{key}' is missing", f"Add '{key}'.")


def _audience_problems(data):
    for audience in data["audiences"]:
        place = f"audience '{audience['key']}'"
        yield from _missing(audience, {"label", "age_band"}, place)
        if audience.get("age_band") not in AGE_BANDS:
            yield Problem(place, "its age band is not known", f"Use one of {', '.join(AGE_BANDS)}.")
    for name in DOCUMENT_WORDINGS:
        yield from _wording_problems(data, data[name], f"document, {name}", data["audiences"])


def _wording_problems(data, wording, place, audiences):
    if not isinstance(wording, str | dict) or (
        isinstance(wording, dict) and not all(isinstance(text, str) for text in wording.values())
    ):
        yield Problem(place, "the wording is neither a text nor texts by reader", "Write a text.")
        return
    known = {audience["key"] for audience in data["audiences"]} | set(AGE_BANDS) | set(FORMATS)
    for token in sorted(selector_tokens(wording) - known):
        if not (len(token) in (2, 3) and token.islower()):
            yield Problem(place, f"'{token}' names no reader", "Use an audience or a language.")
    for audience in audiences:
        band = audience.get("age_band", "")
        reader = Reader(audience["key"], band, data["language"], "standard")
        if not text_of(wording, reader).strip():
            remedy = f"Write the text for '{audience['key']}', or one for everybody under '*'."
            yield Problem(place, f"there are no words for '{audience['key']}'", remedy)


def _asked(data):
    """Yield (place, page, question) for permissions (page None) and questions, in order."""
    for permission in data["permissions"]:
        yield f"permission '{permission['key']}'", None, permission
    for page in data["pages"]:
        for question in page["questions"]:
            yield f"page '{page['key']}', question '{question['key']}'", page, question


def _audiences_of(data, page, question):
    named = question.get("audiences") or (page or {}).get("audiences")
    return [each for each in data["audiences"] if not named or each["key"] in named]


def _question_problems(data):
    audience_keys = {audience["key"] for audience in data["audiences"]}
    for place, page, question in _asked(data):
        kind = QUESTION_TYPES.get(question.get("type", ""))
        if kind is None:
            remedy = f"Use one of {', '.join(QUESTION_TYPES)}."
            yield Problem(place, f"the type '{question.get('type')}' is not known", remedy)
            continue
        yield from _unknown(question, QUESTION_KEYS | set(kind.settings), place)
        yield from _missing(question, {"label", *kind.required}, place)
        for name in set(question.get("audiences", ())) - audience_keys:
            yield Problem(place, f"there is no audience '{name}'", "Name one of the audiences.")
        if page is not None and question.get("type") == "consent":
            yield Problem(place, "a permission stands on a page", "Move it to 'permissions'.")
        yield from _setting_problems(data, place, page, question, kind)


def _setting_problems(data, place, page, question, kind):
    for name, expected in kind.settings.items():
        value = question.get(name)
        if value is not None and not isinstance(value, expected):
            yield Problem(place, f"'{name}' has the wrong kind of value", "See the guide.")
            return
    for message, remedy in kind.problems(question):
        yield Problem(place, message, remedy)
    audiences = _audiences_of(data, page, question)
    for name in ("label", *kind.wordings):
        if question.get(name) is not None:
            yield from _wording_problems(data, question[name], f"{place}, {name}", audiences)
    for option in _options(question):
        label = option.get("label") or ""
        yield from _wording_problems(
            data, label, f"{place}, option '{option.get('code')}'", audiences
        )


def _options(question):
    entries = question.get("options") or question.get("points") or []
    return [entry for entry in entries if isinstance(entry, dict)]


def _duplicate_problems(data):
    lists = {
        "audience": [each["key"] for each in data["audiences"]],
        "page": [each["key"] for each in data["pages"]],
        "question": [question["key"] for _, _, question in _asked(data)],
    }
    for kind, keys in lists.items():
        for key, count in Counter(keys).items():
            if count > 1:
                yield Problem(f"{kind} '{key}'", f"the key is used {count} times", "Rename one.")
    purposes = [permission.get("purpose") for permission in data["permissions"]]
    if "take_part" not in [permission["key"] for permission in data["permissions"]]:
        yield Problem("permissions", "nobody is asked to take part", "Add 'take_part'.")
    for purpose in purposes:
        if purpose not in PURPOSES:
            yield Problem(
                "permissions",
                f"the purpose '{purpose}' is not known",
                f"Use one of {', '.join(PURPOSES)}.",
            )


def _routing_problems(data):
    """Rules may look back at permissions and earlier pages only; so no route can go in a circle."""
    every = {question["key"]: question for _, _, question in _asked(data)}
    earlier = {permission["key"] for permission in data["permissions"]}
    for page in data["pages"]:
        rules = [(f"page '{page['key']}'", page.get("show_if"))]
        rules += [
            (f"page '{page['key']}', question '{q['key']}'", q.get("show_if"))
            for q in page["questions"]
        ]
        for place, rule in rules:
            broken = list(_rule_problems(rule, place))
            yield from broken
            if not broken:
                for leaf in questions_in(rule):
                    yield from _leaf_problems(leaf, place, every, earlier)
        earlier |= {question["key"] for question in page["questions"]}


def _rule_problems(rule, place):
    if rule is None:
        return
    if not isinstance(rule, dict) or not rule:
        yield Problem(place, "its rule is not an object", "Write a rule, or leave it out.")
        return
    for group in GROUPS:
        if group in rule:
            if not isinstance(rule[group], list) or not rule[group] or len(rule) > 1:
                yield Problem(place, f"'{group}' wants a list of rules", "List the rules.")
                return
            for part in rule[group]:
                yield from _rule_problems(part, place)
            return
    if "not" in rule:
        yield from _rule_problems(rule["not"], place)
        return
    yield from _comparison_problems(rule, place)


def _comparison_problems(rule, place):
    known = (*OPERATORS, *PRESENCE) if "q" in rule else READER_RULES
    yield from _unknown(rule, {"q", "op", "v"}, f"{place}, rule")
    if rule.get("op") not in known:
        yield Problem(
            place,
            f"the rule's op '{rule.get('op')}' is not known",
            f"Use one of {', '.join(known)}.",
        )
        return
    wants_list = rule["op"] in READER_RULES or OPERATORS.get(rule["op"], (None, False))[1]
    if rule["op"] not in PRESENCE and "v" not in rule:
        yield Problem(place, "the rule compares with nothing", "Add 'v'.")
    elif wants_list and not isinstance(rule.get("v"), list):
        yield Problem(place, f"'{rule['op']}' wants a list", 'Write "v": [...].')


def _leaf_problems(leaf, place, every, earlier):
    key = leaf["q"]
    if key not in every:
        near = get_close_matches(key, every, n=1)
        remedy = f"Did you mean '{near[0]}'?" if near else "Name a question of this document."
        yield Problem(place, f"its rule asks for '{key}', which is no question", remedy)
        return
    if key not in earlier:
        yield Problem(
            place,
            f"its rule asks for '{key}', which is not yet answered there",
            f"Move '{key}' to an earlier page.",
        )
    codes = {option["code"] for option in _options(every[key]) if "code" in option}
    wanted = leaf.get("v")
    wanted = wanted if isinstance(wanted, list) else [wanted]
    if codes and leaf["op"] not in (*PRESENCE, "gt", "lt"):
        for code in [each for each in wanted if each not in codes and each != "na"]:
            yield Problem(
                place,
                f"its rule asks for '{code}', which '{key}' does not offer",
                f"Use one of {', '.join(map(str, sorted(codes, key=str)))}.",
            )


def _path_problems(data):
    """Every audience needs a way to the end; every page needs somebody who can reach it."""
    keys = {audience["key"] for audience in data["audiences"]}
    for audience in data["audiences"]:
        pages = [p for p in data["pages"] if audience["key"] in (p.get("audiences") or keys)]
        if not any(_can_be_shown(page.get("show_if"), audience) for page in pages):
            yield Problem(
                f"audience '{audience['key']}'",
                "no page is ever asked of it",
                "Add a page for it, or remove the audience.",
            )
    for page in data["pages"]:
        readers = [a for a in data["audiences"] if a["key"] in (page.get("audiences") or keys)]
        if not any(_can_be_shown(page.get("show_if"), audience) for audience in readers):
            yield Problem(
                f"page '{page['key']}'",
                "nobody can ever reach it",
                "Change its rule or its audiences.",
            )


def _can_be_shown(rule, audience):
    """Tell whether a rule can hold for this audience, taking every answer as possible."""
    if not isinstance(rule, dict):
        return True
    if "all" in rule:
        return all(_can_be_shown(part, audience) for part in rule["all"])
    if "any" in rule:
        return any(_can_be_shown(part, audience) for part in rule["any"])
    if rule.get("op") == "audience":
        return audience["key"] in rule.get("v", [])
    if rule.get("op") == "band":
        return audience.get("age_band") in rule.get("v", [])
    return True
