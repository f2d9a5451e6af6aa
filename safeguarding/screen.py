"""The one seam where what people write is looked through for signs of harm. Pure.

    screen(text, language="en", age_band="8_11") -> Screening

Called on the open text of every step, and again at sending. What it marks is held: kept out of
every view, file and search for themes until a person releases it. It never blocks anybody, never
says that something was found, and neither repeats nor logs a word. A mark is a reason for a person
to read, never a statement about anyone.

No rule ships yet: `RULES` is the registry that phrase lists will fill.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """One phrase to look for. `priority` 1 is the most urgent; `age_bands` empty means any."""

    id: str
    family: str
    pattern: re.Pattern[str]
    priority: int
    languages: tuple[str, ...] = ("en",)
    age_bands: tuple[str, ...] = ()

    def is_for(self, language: str, age_band: str) -> bool:
        base = language.partition("-")[0]
        return base in self.languages and (not self.age_bands or age_band in self.age_bands)


@dataclass(frozen=True)
class Screening:
    """What was marked, where, and how urgently a person should read it; None: nothing was."""

    families: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    rule_ids: tuple[str, ...] = ()
    priority: int | None = None


RULES: tuple[Rule, ...] = ()
NOTHING = Screening()
# Which further helplines a family of signs calls for (safeguarding/support.json).
TOPICS = {
    "SH_SUI": "suicide",
    "DA": "domestic_abuse",
    "EXP": "exploitation",
    "ONL": "online",
    "PRO": "work_worry",
}


def screen(
    text: str, *, language: str, age_band: str, rules: Sequence[Rule] | None = None
) -> Screening:
    """Return what the rules mark in a text.

    Examples
    --------
    >>> rule = Rule("help-1", "SOFT", re.compile("please help me", re.I), 3)
    >>> screen("Please help me", language="en", age_band="8_11", rules=[rule])
    Screening(families=('SOFT',), rule_ids=('help-1',), priority=3)
    """
    hits = [
        (rule, found.span())
        for rule in (RULES if rules is None else rules)
        if rule.is_for(language, age_band)
        for found in rule.pattern.finditer(text)
    ]
    if not hits:
        return NOTHING
    return Screening(
        families=tuple(dict.fromkeys(rule.family for rule, _span in hits)),
        spans=tuple(sorted({span for _rule, span in hits})),
        rule_ids=tuple(dict.fromkeys(rule.id for rule, _span in hits)),
        priority=min(rule.priority for rule, _span in hits),
    )


def topics_of(families: Sequence[str]) -> frozenset[str]:
    """Return the topics of the support directory that fit these families of signs."""
    return frozenset(TOPICS[family] for family in families if family in TOPICS)
