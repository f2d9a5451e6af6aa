"""Counts the people who are like somebody who is quoted, as permissions stand now.

A region or a sort of work stands under a quote only where enough others could have said it.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from django.db.models import Count, F

from insights.actions.comparisons import arrivals_of
from insights.comparing.attributes import CHOICES, given_answer
from insights.comparing.by_day import answers_by_day, rows_by_day, sorted_by_stretch
from insights.quoting.attribute import PRACTITIONER, Alike, Speaker, kind_of
from surveys.documents import document_of
from surveys.models import Answer, Purpose, Question, Survey
from surveys.wording import text_of


REGION, WORK = ("region", "c_region"), ("sector", "c_sector")
# Answers to these questions that say no place and no sort of work.
NOTHING_SAID = frozenset({"", "other", "outside", "none", "not_sure", "not_said", "unsaid"})


class Crowd:
    """The people of one survey, and what those who let us say more have said of themselves.

    `allowing` is {answer: response} of the quoted people who allow more; without any, nothing is
    asked of the database.
    """

    def __init__(self, survey: Survey, allowing: Mapping, *, using: str):
        self._survey, self._allowing, self._using = survey, allowing, using
        version = survey.published_version()
        self._document = document_of(str(version.pk)) if version else None
        self.language = self._document.language if version else ""

    def around(self, answer_id, response_id, audience: str, age_band: str) -> tuple:
        """Return (speaker, how many are alike) of somebody who is quoted."""
        voice = self._voices.get(audience, "")
        if answer_id not in self._allowing:
            return Speaker(audience, voice), Alike()
        region, work = self._said[0].get(response_id, ""), self._said[1].get(response_id, "")
        speaker = Speaker(
            audience,
            voice,
            age_band,
            self._words.get(region, ""),
            self._words.get(work, ""),
            allows_more=True,
        )
        return speaker, self._alike(speaker, region, work)

    def _alike(self, speaker, region, work):
        in_region = self._by_region[speaker.audience, speaker.age_band, region] if region else 0
        if not work or kind_of(speaker.audience, speaker.voice) != PRACTITIONER:
            return Alike(in_region)
        by_work = self._by_work
        return Alike(
            in_region,
            by_work[speaker.audience, work, region],
            sum(count for key, count in by_work.items() if key[:2] == (speaker.audience, work)),
        )

    @cached_property
    def _voices(self) -> dict:
        audiences = self._document.audiences if self._document else ()
        return {each.key: each.voice for each in audiences}

    @cached_property
    def _questions(self) -> tuple[list, list]:
        rows = Question.objects.using(self._using).filter(survey=self._survey, type__in=CHOICES)
        known = list(rows.order_by("key").values_list("pk", "key", "concept"))
        return tuple(
            [(pk, key) for pk, key, concept in known if concept in concepts]
            for concepts in (REGION, WORK)
        )

    @cached_property
    def _words(self) -> dict[str, str]:
        """Return what the survey calls each region and each sort of work."""
        keys = {key for questions in self._questions for _pk, key in questions}
        asked = [each for each in self._document.questions() if each.key in keys]
        reader = self._document.reader(self._document.audiences[0].key)
        return {
            option["code"]: str(text_of(option["label"], reader))
            for question in asked
            for option in question.settings.get("options", ())
        }

    @cached_property
    def _said(self) -> tuple[dict, dict]:
        return tuple(self._said_to(questions) for questions in self._questions)

    def _said_to(self, questions):
        answers = Answer.objects.for_purpose(Purpose.QUOTE_CONTEXT).using(self._using)
        mine = answers.filter(
            question__in=[pk for pk, _key in questions],
            response_id__in=set(self._allowing.values()),
        )
        return {
            response: value
            for response, value in mine.values_list("response_id", "value")
            if _says_something(value)
        }

    def _people(self, about: str, questions, told: Mapping) -> list[tuple]:
        """Return rows of what tells people apart who answered these, and how many they are."""
        ids = [pk for pk, _key in questions]
        arrivals = arrivals_of(self._survey.pk, using=self._using)

        def count(wanted):
            rows = answers_by_day(
                survey_id=self._survey.pk, questions=ids, wanted=wanted, arrivals=arrivals
            )
            return sorted_by_stretch(_grouped(rows, told, "day"), wanted)

        about = [about, sorted(map(str, ids))]
        return rows_by_day(survey_id=self._survey.pk, arrivals=arrivals, about=about, count=count)

    @cached_property
    def _by_region(self) -> Counter:
        told = {"who": F("response__audience"), "band": F("response__age_band"), "said": F("value")}
        rows = self._people("crowd by region", self._questions[0], told)
        return Counter({(who, band, value): n for who, band, value, n in rows if _is_code(value)})

    @cached_property
    def _by_work(self) -> Counter:
        regions = [pk for pk, _key in self._questions[0]]
        told = {
            "who": F("response__audience"),
            "said": F("value"),
            "place": given_answer(regions, "response"),
        }
        found: Counter = Counter()
        for who, work, place, n in self._people("crowd by work", self._questions[1], told):
            if _is_code(work):
                found[who, work, place if _says_something(place) else ""] += n
        return found


def _grouped(answers, told, *before):
    rows = answers.annotate(**told).values_list(*before, *told)
    return rows.annotate(n=Count("response", distinct=True))


def _is_code(value) -> bool:
    return isinstance(value, str)


def _says_something(value) -> bool:
    return _is_code(value) and value not in NOTHING_SAID
