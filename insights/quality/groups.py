"""The groups that people are in, to see whether the machine misses more of some. Mostly pure."""

import re
from collections import Counter
from collections.abc import Mapping

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from insights.comparing.attributes import names_of_ages
from surveys.models import Answer, Purpose, Question


# Practice note THM-7. `words` is a rough sign of spelling: no dictionary knows every language.
DIMENSIONS = {
    "audience": gettext_lazy("Who is answering"),
    "age_band": gettext_lazy("Age"),
    "language": gettext_lazy("Language"),
    "length": gettext_lazy("Length of the answer"),
    "words": gettext_lazy("Words that nobody else used"),
}
LENGTHS = {
    "1": gettext_lazy("1 word"),
    "2_5": gettext_lazy("2 to 5 words"),
    "6_20": gettext_lazy("6 to 20 words"),
    "21_80": gettext_lazy("21 to 80 words"),
    "81": gettext_lazy("More than 80 words"),
}
RARE = {
    "none": gettext_lazy("None"),
    "few": gettext_lazy("Fewer than 1 in 5 of the words"),
    "many": gettext_lazy("1 in 5 of the words or more"),
}
MANY = 0.2
# Shorter words are too often numbers, initials and the like.
_WORD = re.compile(r"[^\W\d_]{4,}")


def length_of(text: str) -> str:
    """Return the band of an answer's length.

    >>> [length_of(words) for words in ("Time", "More time", "a " * 6, "a " * 80, "a " * 81)]
    ['1', '2_5', '6_20', '21_80', '81']
    """
    words = len(text.split())
    for most, band in ((1, "1"), (5, "2_5"), (20, "6_20"), (80, "21_80")):
        if words <= most:
            return band
    return "81"


def rarity_of(words: set[str], users: Mapping[str, int]) -> str:
    """Return how many of an answer's words nobody else used; `users` counts answers by word.

    >>> rarity_of({"help", "scool"}, {"help": 9, "scool": 1})
    'many'
    """
    alone = sum(users[word] == 1 for word in words)
    if not alone:
        return "none"
    return "many" if alone >= MANY * len(words) else "few"


def groups_of(question: Question) -> dict[str, dict[str, str]]:
    """Return {answer id: {dimension: group}} of every answer in words that may be read now."""
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).substantive().filter(question=question)
    known = ("audience", "age_band", "language")
    fields = [f"response__{name}" for name in known]
    about, words = {}, {}
    for pk, text, *told in answers.values_list("pk", "text", *fields).iterator():
        key = str(pk)
        about[key] = dict(zip(known, told, strict=True)) | {"length": length_of(text)}
        words[key] = set(_WORD.findall(text.casefold()))
    users = Counter(word for each in words.values() for word in each)
    for key, used in words.items():
        about[key]["words"] = rarity_of(used, users)
    return about


def name_of_group(dimension: str, group: str, audiences: Mapping[str, str]) -> str:
    """Return what a group is called."""
    if dimension == "language":
        return _language(group)
    names = {
        "audience": audiences,
        "age_band": names_of_ages(),
        "length": LENGTHS,
        "words": RARE,
    }.get(dimension, {})
    return str(names.get(group, group)) if group else _("Not known")


def _language(code: str) -> str:
    info = LANG_INFO.get(code)
    return str(gettext(info["name"])) if info and "name" in info else code or _("Not known")


def in_order(dimension: str, groups) -> list[str]:
    """Return groups as they are read: bands by their order, what is not known last."""
    bands = {"age_band": [*names_of_ages()], "length": [*LENGTHS], "words": [*RARE]}
    order = {band: place for place, band in enumerate(bands.get(dimension, ()))}
    return sorted(groups, key=lambda group: (not group, order.get(group, len(order)), group))
