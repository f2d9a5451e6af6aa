"""Made-up answers about help, in four clear topics, and awkward ones; and what always holds."""

from insights.engine import Document
from insights.engine.duplicates import key_of


TOPICS = {
    "waiting": (
        "The waiting list is far too long", "We waited months on the waiting list",
        "A shorter waiting list would help", "The waiting list never moves",
        "Tell us where we are on the waiting list", "Nobody explains the waiting list",
        "A whole year on the waiting list", "They lost us from the waiting list",
        "The waiting list made it worse", "Two waiting lists and no answer",
        "Why is the waiting list so long", "Being on a waiting list is lonely",
    ),
    "listening": (
        "A kind teacher listened to me", "My teacher listened and that helped",
        "I want a kind teacher", "The kind teacher came back every week",
        "A kind teacher should listen", "A teacher who listens is the best help",
        "The teacher listened without rushing", "Our teacher listens to everyone",
        "My teacher listened when I cried", "A teacher listened and wrote it down",
        "Every child needs a kind teacher", "Only the teacher listened",
    ),
    "travel": (
        "The bus to the clinic takes two hours", "There is no bus to the clinic",
        "The bus fare to the clinic is too much", "We missed the bus to the clinic",
        "A clinic near the bus stop would help", "Two buses to reach the clinic",
        "The clinic is far and the bus is late", "The bus stops before the clinic shuts",
        "Bring the clinic to us, the bus is slow", "The last bus leaves the clinic at four",
        "My mum cannot afford the bus to the clinic", "The clinic should pay for the bus",
    ),
    "records": (
        "Each service has its own records", "Nobody shares records between services",
        "Records that open in every service", "The records were lost between services",
        "I told my story again because records are not shared", "Shared records would save time",
        "Their records said something else", "One set of records for all services",
        "The service could not see our records", "Records were wrong in two services",
        "Please share records with the school", "Old records followed us to each service",
    ),
}  # fmt: skip
REASONS = {"blank", "no_answer", "nothing", "unreadable"}
LONG = ("We waited and waited, and then the letter came but it was the wrong letter. " * 300)[
    :20_000
]
AWKWARD = (
    "", " \n\t", ".", "n/a", "dont know", "Nothing", "???", "👍", "👩‍👩‍👧‍👦❤️", "no", "a", "é", "½",
    "نعم، كان الانتظار طويلا", "等候名單太長", "प्रतीक्षा बहुत लंबी थी।", "word\u200bword", "e\u0301",
    "£££", "x" * 900, "The waiting list is far too long", "the WAITING list is far too long!!",
    "Good; however nobody rang", "Kind but slow", "a\x00b", "\u202eright to left\u202c", "½ ① ™",
    "1. First 2. Second", "* one\n* two\n* three", "=cmd|' /C calc'!A0", "\ud800 lone",
)  # fmt: skip


def documents(texts, prefix="d"):
    return [Document(f"{prefix}{number}", text) for number, text in enumerate(texts)]


def clear_answers():
    return documents([text for topic in TOPICS.values() for text in topic])


def all_answers():
    return documents([*(t for topic in TOPICS.values() for t in topic), *AWKWARD, LONG[:1000]])


def check_result(result, given):
    """Check everything that a result promises about the documents it was made from."""
    texts = {document.id: document.text for document in given}
    themed = {member.document for theme in result.themes for member in theme.members}
    aside = {each.document for each in result.set_aside}
    assert themed | set(result.ungrouped) | aside == set(texts)
    assert len(themed) + len(result.ungrouped) + len(aside) == len(texts), "in one place each"
    assert {each.reason for each in result.set_aside} <= REASONS
    for theme in result.themes:
        _check_theme(theme, result, texts)
    for group in result.duplicates:
        assert len(group) > 1
        assert len({key_of(texts[name]) for name in group}) == 1
        for theme in result.themes:
            inside = {member.document for member in theme.members}
            assert not inside & set(group) or inside >= set(group), "everyone who wrote it counts"


def _check_theme(theme, result, texts):
    ids = [each.id for each in result.themes]
    assert len(set(ids)) == len(ids)
    assert theme.label
    assert 0 <= theme.stability <= 1
    assert theme.members
    scores = [member.score for member in theme.members]
    assert scores == sorted(scores, reverse=True)
    places = {(member.document, member.start, member.end) for member in theme.members}
    assert len(places) == len(theme.members)
    for member in theme.members:
        assert 0 <= member.start < member.end <= len(texts[member.document])
        assert texts[member.document][member.start : member.end].strip()
        assert -1.0001 <= member.score <= 1.0001
    if theme.parent is not None:
        parent = next(each for each in result.themes if each.id == theme.parent)
        above = {(member.document, member.start, member.end) for member in parent.members}
        assert parent.parent is None
        assert places <= above
