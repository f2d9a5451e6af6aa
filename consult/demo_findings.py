"""What two sample reviewers make of the sample themes: a consultation in the middle of its work.

Names, evidence and what came of it here; the blind reading in demo_audit.py, the quotes in
demo_quotes.py.

A suggestion of the machine is told by what its answers say, not by its label, which may be another
with each engine. What is not found is left out: the demo claims nothing that its answers lack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from consult.demo_audit import read_blind, settle_half
from consult.demo_quotes import pick_quotes
from insights.actions.coding import Choices, save_reading
from insights.actions.commitments import CommitmentWords, publish_commitment, write_commitment
from insights.actions.recommendations import (
    approve_link,
    link_evidence,
    load_recommendations,
    record_search,
)
from insights.actions.review import accept_suggestion, approve_theme, rename_theme
from insights.actions.runs import codebook_of
from insights.models import AnswerReading, Coding, Suggestion, SuggestionMember, Theme
from insights.reading.standing import standings_of
from samples.generator import FINDINGS, RECOMMENDATIONS, load_document
from surveys.models import Answer, Purpose, Question, Survey


# The open question that all audiences are asked in some form, and the one of them that is audited.
CONCEPT, AUDITED = "c_better", "child_better"
ENOUGH_PEOPLE, ENOUGH_OF_THEM = 3, 0.3


@dataclass(frozen=True)
class Read:
    """A question's themes by name, what its answers say, and which of them fit each theme."""

    themes: dict[str, Theme]
    texts: dict
    fitting: dict[str, list]


@dataclass(frozen=True)
class Found:
    """A suggestion, and the part of its places that say what is looked for."""

    suggestion: Suggestion
    share: float
    people: int


def write_findings(survey: Survey, *, reviewer, colleague) -> int:
    """Return how many themes were accepted: none where somebody has accepted any before."""
    load_recommendations(survey=survey, document=load_document(RECOMMENDATIONS), by=None)
    if Theme.objects.filter(codebook__survey=survey).exists():
        return 0
    sample, people = load_document(FINDINGS), {"reviewer": reviewer, "colleague": colleague}
    themes = {}
    for question in survey.questions.filter(concept=CONCEPT, is_open=True).order_by("key"):
        read = _read(question, sample, people)
        themes |= {(question.key, name): theme for name, theme in read.themes.items()}
    recommendations = {each.key: each for each in survey.recommendations.all()}
    for entry in sample["themes"]:
        _conclude(entry, themes, recommendations, reviewer, colleague)
    for search in sample["searches"]:
        record_search(
            recommendation=recommendations[search["recommendation"]],
            searched=search["searched"],
            found=search["found"],
            by=reviewer,
        )
    pick_quotes(survey, entries=sample["quotes"], themes=themes, people=people)
    return len(themes)


def _conclude(entry, themes, recommendations, reviewer, colleague):
    """Approve, link and answer a theme. It is linked and answered where it comes first."""
    same = [theme for (_question, name), theme in themes.items() if name == entry["name"]]
    for theme in same if entry.get("is_approved") else ():
        approve_theme(theme=theme, by=colleague)
    for theme in same[:1]:
        _link(entry, theme, recommendations, reviewer, colleague)
        _promise(entry, theme, reviewer, colleague)


def _read(question: Question, sample, people) -> Read:
    """Accept the suggestions that fit, then read the answers and put each where it belongs."""
    read = _accept(question, sample["themes"], people["reviewer"])
    if question.key != AUDITED or not read.themes:
        _sort(question, read, people["reviewer"])
        return read
    entries = sample["themes"]
    # Before anybody sorts: who has sorted an answer cannot read it blind any more.
    drawn = read_blind(
        codebook_of(question=question),
        entries=entries,
        themes=read.themes,
        texts=read.texts,
        **people,
    )
    _sort(question, read, people["reviewer"])
    settle_half(drawn, entries=entries, by=people["reviewer"])
    _ask_colleague(question, read, sample["second_opinion"], people["reviewer"])
    return read


def _accept(question: Question, entries, reviewer) -> Read:
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
    texts = {pk: text.casefold() for pk, text in readable.values_list("pk", "text")}
    said: dict = {}
    for entry in entries:
        words = entry["words"]
        fitting = [pk for pk, text in texts.items() if any(word in text for word in words)]
        if len(fitting) >= ENOUGH_PEOPLE:
            said[entry["name"]] = entry, sorted(fitting)
    themes = {}
    for name, (entry, fitting) in said.items():
        best = max(_suggestions(question, texts, entry["words"]), key=_rank, default=None)
        if best:
            # On its own: a part and a whole of one name do not count as one across audiences.
            found = best.suggestion
            theme = accept_suggestion(suggestion=found, name=name, under=None, by=reviewer)
        else:
            theme = _new_theme(question, name, fitting[0], reviewer)
        words = {"name": name, "definition": entry["definition"]}
        themes[name] = rename_theme(theme=theme, version=1, by=reviewer, **words)
    return Read(themes, texts, {name: fitting for name, (_entry, fitting) in said.items()})


def _ask_colleague(question, read, wish, reviewer):
    """Leave a note on one answer, and ask for a second opinion on it."""
    found = sorted((text, pk) for pk, text in read.texts.items() if wish["words"] in text)
    for _text, answer in found[:1]:
        codebook = codebook_of(question=question)
        standing = standings_of(codebook, [answer])[answer]
        outcome = (
            AnswerReading.Outcome.SORTED if standing.current else AnswerReading.Outcome.NO_THEME
        )
        choices = Choices(standing.seen, outcome=outcome, note=wish["note"], opinion=True)
        save_reading(codebook=codebook, answer_id=answer, choices=choices, by=reviewer)


def _new_theme(question, name, answer, reviewer) -> Theme:
    """Make a theme while reading one of its answers: what the machine did not suggest."""
    codebook = codebook_of(question=question)
    seen = standings_of(codebook, [answer])[answer].seen
    choices = Choices(seen, new_theme=name)
    save_reading(codebook=codebook, answer_id=answer, choices=choices, by=reviewer)
    return codebook.themes.active().get(name=name)


def _rank(found):
    return found.share * found.people, -found.suggestion.number


def _suggestions(question, texts, words) -> Iterator[Found]:
    members = SuggestionMember.objects.filter(
        suggestion__run__codebook__question=question, suggestion__state=Suggestion.State.OPEN
    )
    said: dict = {}
    for member in members.select_related("suggestion").order_by("suggestion__number", "pk"):
        place = texts[member.answer_id][member.start : member.end]
        fits = any(word in place for word in words)
        said.setdefault(member.suggestion, []).append((member.answer_id, fits))
    for suggestion, places in said.items():
        people = len({answer for answer, fits in places if fits})
        share = sum(fits for _answer, fits in places) / len(places)
        if people >= ENOUGH_PEOPLE and share >= ENOUGH_OF_THEM:
            yield Found(suggestion, share, people)


def _sort(question, read: Read, reviewer):
    """Confirm what fits, take out what does not, and add what the machine missed."""
    codebook = codebook_of(question=question)
    wanted: dict = {}
    for name, theme in read.themes.items():
        for answer in read.fitting[name]:
            wanted.setdefault(answer, {})[theme.pk] = theme
    coded = set(
        Coding.objects.current()
        .filter(theme__in=read.themes.values())
        .values_list("answer_id", flat=True)
    )
    answers = sorted(coded | wanted.keys())
    for answer, standing in standings_of(codebook, answers).items():
        mine = wanted.get(answer, {})
        there = {each.theme_id for each in standing.current}
        choices = Choices(
            standing.seen,
            confirmed=[each.pk for each in standing.current if each.theme_id in mine],
            rejected=[each.pk for each in standing.current if each.theme_id not in mine],
            themes=[theme for pk, theme in mine.items() if pk not in there],
        )
        save_reading(codebook=codebook, answer_id=answer, choices=choices, by=reviewer)


def _link(entry, theme, recommendations, reviewer, colleague):
    """Link by one; the other agrees with the first link of each theme and has not seen the rest."""
    for place, each in enumerate(entry["evidence"]):
        link = link_evidence(
            recommendation=recommendations[each["recommendation"]],
            theme=theme,
            stance=each["stance"],
            note=each["note"],
            by=reviewer,
        )
        if place == 0:
            approve_link(link=link, by=colleague)


def _promise(entry, theme, reviewer, colleague):
    """Write what becomes of it; the other makes public what is done or cannot be."""
    if "commitment" not in entry:
        return
    words = dict(entry["commitment"])
    days = words.pop("due_in_days")
    due_on = None if days is None else timezone.localdate() + timedelta(days=days)
    commitment = write_commitment(
        theme=theme, words=CommitmentWords(**words, due_on=due_on), by=reviewer
    )
    if commitment.state not in commitment.TO_DO:
        publish_commitment(commitment=commitment, version=commitment.version, by=colleague)
