"""How easy English words are to read: grade, sentences, hard words, passives, idioms. Pure.

The grade is that of Flesch and Kincaid (J. P. Kincaid and others, "Derivation of new readability
formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975):

    0.39 x words / sentences + 11.8 x syllables / words - 15.59

A figure guides and people decide: only readers can say whether a text is understood. A short text
is judged by its words, since one word more moves its grade by a whole year. Syllables are counted
by rules of our own and a list of exceptions; docs/survey-document.md says how well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


# Shorter texts have no grade worth the name.
FEWEST_WORDS = 8
MOST_PASSIVE = 0.10

_PICTURE = re.compile(r"^\[[a-z_]+\][ \t]*", re.MULTILINE)
_EARLIER_ANSWER = re.compile(r"\{answer:[^{}|]*\|([^{}]*)\}")
_SENTENCE_END = re.compile(r"[.?!:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*", re.UNICODE)


@dataclass(frozen=True)
class Limit:
    """What a reader can be expected to read: the hardest grade, sentence and word.

    `syllables` is the most in a word of a short text, names aside.
    """

    grade: float
    sentence: int
    syllables: int


# Children read the shortest; the grades are those of the project's practice notes.
LIMITS = {
    "u8": Limit(4, 15, 3),
    "8_11": Limit(4, 15, 3),
    "12_15": Limit(6, 20, 4),
    "16_17": Limit(7, 20, 4),
    "adult": Limit(7, 20, 5),
}
PRACTITIONERS = Limit(9, 20, 6)
EASY_READ = Limit(4, 15, 3)


@dataclass(frozen=True)
class Finding:
    """One thing that is over a limit: `kind` is grade, sentence, word, idiom or passive."""

    kind: str
    value: str


# Said otherwise than they are written, or with beats that the rules below cannot see.
_SYLLABLES = {
    **dict.fromkeys(("ok", "isn't", "doesn't", "didn't", "wasn't", "hasn't", "haven't"), 2),
    **dict.fromkeys(("shouldn't", "couldn't", "wouldn't", "would've", "it'd", "beyond"), 2),
    **dict.fromkeys(("centre", "centres", "evening", "evenings", "colleague", "colleagues"), 2),
    **dict.fromkeys(("every", "everyday", "different", "wednesday", "wednesdays"), 2),
    **dict.fromkeys(("business", "hundred", "tired", "treated", "notebook", "warehouse"), 2),
    **dict.fromkeys(("chocolate", "marriage", "lifeline", "lifeguard", "caseload", "unique"), 2),
    **dict.fromkeys(("brilliant", "senior", "seniors", "client", "clients", "greater"), 2),
    **dict.fromkeys(("safety", "someone's", "nineteen", "basics"), 2),
    **dict.fromkeys(("everything", "everywhere", "anyone", "area", "areas"), 3),
    **dict.fromkeys(("idea", "ideas", "timetable", "timetables", "safeguarding", "whoever"), 3),
    **dict.fromkeys(("beforehand", "specialist", "behaviour", "caretaker", "theatre"), 3),
    **dict.fromkeys(("homelessness", "repeated", "suicide", "museum", "employer", "cereal"), 3),
    **dict.fromkeys(("realise", "realised", "earliest", "element", "elements", "interest"), 3),
    **dict.fromkeys(("family", "families", "camera", "several", "general", "basically"), 3),
    **dict.fromkeys(("everybody", "everyone's", "audiences", "caribbean", "diabetes"), 4),
    **dict.fromkeys(("experience", "experienced", "reality", "bangladeshi"), 4),
    **dict.fromkeys(("coordinator", "orientation", "experiences"), 5),
    **dict.fromkeys(("everyone", "wherever", "medicine"), 3),
    "tier": 1,
    "audience": 3,
    "acknowledgement": 4,
    "identity": 4,
}
_VOWELS = re.compile(r"[aeiouy]+")
# An "e" that is written and not said: at the end, and before what can be put after a whole word.
_SILENT = (
    re.compile(r"[^aeiouy]e$(?<![^aeiouy]le)"),
    re.compile(r"[^aeiouydt]ed$(?<![bcdfgkptz]led)"),
    re.compile(r"[^aeiouyszxcg]es$(?<!ches)(?<!shes)(?<![bcdfgkptz]les)"),
    re.compile(
        r"[aeiouy][bcdfgklmnprstvwz]e"
        r"(?=(?:ments?|less|ful|fully|ness|ly|where|thing|times?|body|one)$)"
    ),
)
# Vowels that stand together and are said apart.
_APART = re.compile(
    r"i[ao](?!us|n)(?!l$|lly$|n$|ns$)|(?<![cstgx])i[ao]n?|iu|eo(?!u|p)|[^gq]ua(?!rd)|uou"
    r"|(?<=[aeiouy])ings?$|iet|[^aeiouy]ier$|uel|eate|uit(?:y|ies)|ism$"
)
_SHORTENED = re.compile(r"['’](?:re|ve|ll|d|m)$")

_BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got|getting)"
_IRREGULAR = (
    "asked|begun|bought|brought|built|caught|chosen|cut|done|drawn|driven|eaten|felt|found|given|"
    "heard|held|hidden|hit|hurt|kept|known|led|left|let|lost|made|meant|met|paid|put|read|said|"
    "seen|sent|set|shown|shut|sold|spent|spoken|taken|taught|thought|told|understood|won|written"
)
# Not passives: what somebody is, or how they feel.
_FEELINGS = (
    "tired|worried|scared|interested|excited|bored|pleased|allowed|needed|married|disabled|"
    "retired|supposed|used|involved|hundred|red|bed|need|left|set|read|hurt"
)
_PASSIVE = re.compile(
    rf"\b{_BE}\s+(?:(?:not|never|always|\w+ly)\s+)?(?!(?:{_FEELINGS})\b)(?:\w{{2,}}ed|{_IRREGULAR})\b",
    re.IGNORECASE,
)
# Sayings that mean something else than their words: lost on many children and on whoever learns
# English. Our own list; add to it what readers stumble over.
IDIOMS = (
    "at the end of the day",
    "at the drop of a hat",
    "ball rolling",
    "barking up the wrong tree",
    "bear in mind",
    "bite the bullet",
    "box ticking",
    "by and large",
    "drop in the ocean",
    "fall between the cracks",
    "fall through the cracks",
    "fall through the net",
    "get to grips",
    "go the extra mile",
    "hand in hand",
    "hit the ground running",
    "in a nutshell",
    "in the long run",
    "in the loop",
    "jump through hoops",
    "keep an eye on",
    "level playing field",
    "low-hanging fruit",
    "make ends meet",
    "on board with",
    "on the back of",
    "on the ball",
    "on the same page",
    "one size fits all",
    "out of the blue",
    "over the moon",
    "pass the buck",
    "piece of cake",
    "play it by ear",
    "postcode lottery",
    "raise the bar",
    "red tape",
    "rule of thumb",
    "see eye to eye",
    "step up to the plate",
    "take on board",
    "think outside the box",
    "tip of the iceberg",
    "touch base",
    "under the weather",
    "up in the air",
    "wrap around",
)
_IDIOM = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in IDIOMS), re.IGNORECASE)


def limit_for(age_band: str, *, is_practitioner: bool = False, is_easy_read: bool = False) -> Limit:
    """Return what a reader can be expected to read.

    >>> limit_for("8_11").grade, limit_for("adult", is_practitioner=True).grade
    (4, 9)
    """
    if is_easy_read:
        return EASY_READ
    return PRACTITIONERS if is_practitioner else LIMITS[age_band]


def plain_text(text: str) -> str:
    """Return the words a reader reads: pictures left out, an earlier answer as what stands for it.

    >>> plain_text("[clock] Did {answer:helper|that person} listen?")
    'Did that person listen?'
    """
    return _EARLIER_ANSWER.sub(r"\1", _PICTURE.sub("", text))


def sentences_in(text: str) -> list[list[str]]:
    """Return the words of each sentence; a line is a sentence, and so is what a colon ends.

    >>> sentences_in("Who helps you? You can say it.")
    [['Who', 'helps', 'you'], ['You', 'can', 'say', 'it']]
    """
    parts = (_WORD.findall(part) for part in _SENTENCE_END.split(plain_text(text)))
    return [words for words in parts if words]


def syllables_in(word: str) -> int:
    """Return how many beats a word has when it is said; never less than 1.

    >>> [syllables_in(word) for word in ("help", "helped", "family", "NHS", "joined-up")]
    [1, 1, 3, 3, 2]
    """
    if "-" in word:
        return sum(syllables_in(part) for part in word.split("-") if part)
    small = word.lower().replace("’", "'")
    if small in _SYLLABLES:
        return _SYLLABLES[small]
    if word.isupper() and not _VOWELS.search(small):
        return len(small) + 2 * small.count("w")  # read letter by letter
    return _by_rule(_SHORTENED.sub("", small).replace("'", ""))


def _by_rule(word: str) -> int:
    beats = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    return max(1, beats - sum(bool(silent.search(word)) for silent in _SILENT))


def grade_of(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of some texts together, 0 when they have no words.

    >>> round(grade_of(["We will publish a short report about families in the spring."]), 1)
    5.9
    """
    sentences = [words for text in texts for words in sentences_in(text)]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(map(syllables_in, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def passives_in(text: str) -> list[str]:
    """Return the passive verbs of a text, as far as a rule can tell them.

    >>> passives_in("Your answers are read by two people. We are tired.")
    []
    >>> passives_in("Your answers will be kept. Help was given.")
    ['be kept', 'was given']
    """
    return [found.group() for found in _PASSIVE.finditer(plain_text(text))]


def passive_share(texts: Iterable[str]) -> float:
    """Return which share of the sentences of some texts is passive."""
    sentences = [" ".join(words) for text in texts for words in sentences_in(text)]
    return sum(bool(passives_in(each)) for each in sentences) / len(sentences) if sentences else 0.0


def findings_in(text: str, limit: Limit) -> list[Finding]:
    """Return what in one text is over a reader's limit; empty when it is easy enough.

    >>> findings_in("Tell us about a time a helper did something good.", LIMITS["8_11"])
    []
    >>> findings_in("Administrative responsibilities", LIMITS["8_11"])[0].kind
    'word'
    """
    sentences = sentences_in(text)
    found = [
        Finding("sentence", " ".join(words)) for words in sentences if len(words) > limit.sentence
    ]
    if sum(map(len, sentences)) >= FEWEST_WORDS:
        grade = grade_of([text])
        # Shown with one place, so compared with one: "4.0 is over 4" would be odd.
        found += [Finding("grade", f"{grade:.1f}")] if round(grade, 1) > limit.grade else []
    else:
        found += [Finding("word", word) for word in _hard_words(sentences, limit)]
    return found + [Finding("idiom", idiom.group()) for idiom in _IDIOM.finditer(plain_text(text))]


def _hard_words(sentences, limit):
    """Return the long words of a short text; what has a capital inside a sentence is a name."""
    return [
        word
        for words in sentences
        for place, word in enumerate(words)
        if not (place and word[0].isupper()) and syllables_in(word) > limit.syllables
    ]
