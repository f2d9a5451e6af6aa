"""What two sample reviewers make of the sample themes: names, evidence, and what came of it.

A suggestion of the machine is told by what its answers say, not by its label, which may be another
with each engine. What is not found is left out: the demo claims nothing that its answers lack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

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
from insights.models import Coding, Suggestion, SuggestionMember, Theme
from insights.reading.standing import standings_of
from samples.generator import FINDINGS, RECOMMENDATIONS, load_document
from surveys.models import Answer, Purpose, Question, Survey


# The open question that all audiences are asked in some form.
CONCEPT = "c_better"
ENOUGH_PEOPLE, ENOUGH_OF_THEM = 3, 0.3


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
    sample = load_document(FINDINGS)
    themes: dict[str, list[Theme]] = {}
    for question in survey.questions.filter(concept=CONCEPT, is_open=True).order_by("key"):
        for name, theme in _read(question, sample["themes"], reviewer).items():
            themes.setdefault(name, []).append(theme)
    recommendations = {each.key: each for each in survey.recommendations.all()}
    for entry in sample["themes"]:
        for theme in themes.get(entry["name"], ())[:1]:
            _link(entry, theme, recommendations, reviewer, colleague)
            _promise(entry, theme, reviewer, colleague)
    for search in sample["searches"]:
        record_search(
            recommendation=recommendations[search["recommendation"]],
            searched=search["searched"],
            found=search["found"],
            by=reviewer,
        )
    return sum(len(each) for each in themes.values())


def _read(question: Question, entries, reviewer) -> dict[str, Theme]:
    """Accept the suggestions that fit, then read the answers and put each where it belongs."""
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
            theme = accept_suggestion(suggestion=best.suggestion, by=reviewer)
        else:
            theme = _new_theme(question, name, fitting[0], reviewer)
        words = {"name": name, "definition": entry["definition"]}
        themes[name] = rename_theme(theme=theme, version=1, by=reviewer, **words)
    _sort(question, themes, {name: fitting for name, (_entry, fitting) in said.items()}, reviewer)
    return themes


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


def _sort(question, themes, fitting, reviewer):
    """Confirm what fits, take out what does not, and add what the machine missed."""
    codebook = codebook_of(question=question)
    wanted: dict = {}
    for name, theme in themes.items():
        for answer in fitting[name]:
            wanted.setdefault(answer, {})[theme.pk] = theme
    coded = set(
        Coding.objects.current()
        .filter(theme__in=themes.values())
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
        approve_theme(theme=theme, by=colleague)
        publish_commitment(commitment=commitment, version=commitment.version, by=colleague)
