"""The facts of one survey, read through the one door to answers, at one moment."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import Length

from insights.exports.cells import SURELY_ONE_CELL, parts_needed
from insights.exports.closed_answers import ClosedAnswers
from insights.exports.facts import (
    ChangeFacts,
    ClosedColumn,
    ClosedRow,
    CodedFacts,
    CommitmentFacts,
    Manifest,
    QuestionFacts,
    QuoteFacts,
    RecommendationFacts,
    RunFacts,
    ShelfFacts,
    SigningFacts,
    ThemeFacts,
)
from insights.exports.findings import commitments_of, recommendations_of
from insights.exports.findings_sheets import commitment_rows, recommendation_rows
from insights.exports.joins import JoinFacts, joins_of
from insights.exports.manifest import manifest_of
from insights.exports.pseudonyms import MEMBER_BYTES, ExportKey
from insights.exports.quotes import facts_of
from insights.exports.run_facts import run_facts
from insights.exports.signing_facts import Signing
from insights.exports.state import StateFacts, state_of
from insights.exports.theme_sets import NO_THEME, Deciders, ThemeSet, theme_set_of
from insights.models import Quote, ShelvedAnswer, ThemeRun
from insights.quality.rows import agreement_rows
from insights.quoting.balance import within_limit
from insights.quoting.reading import shown_quotes, with_parts
from surveys.definition import parse_document
from surveys.helping import CONCEPTS as HELP
from surveys.models import Answer, Purpose, Question, SurveyVersion
from surveys.wording import text_of


# Few enough for one statement's parameters, enough that statements do not count.
CHUNK = 1_000
NO_HELP = ("",) * len(HELP)


class SurveySource:
    """What one export says about one survey. `using` is the connection that holds still."""

    has_permissions = True

    def __init__(self, export, *, using: str):
        self._export, self._using = export, using
        self._survey = export.survey
        self._key = ExportKey(str(export.pk))
        self.csv_form = export.csv_form
        self.title = self._survey.title
        self.author = self._survey.organisation.name
        self.language = self._document.language
        self.readers = self._document.audiences
        self.audience_keys = tuple(one.key for one in self._document.audiences)
        bands = [band for one in self._document.audiences for band in one.bands]
        self.has_under_18 = any(band != "adult" for band in bands)
        self.audiences = tuple(self._words(one.group_label) for one in self._document.audiences)

    # --- who and what ---

    @cached_property
    def _document(self):
        return parse_document(self._versions[-1].document)

    @cached_property
    def _versions(self):
        versions = SurveyVersion.objects.using(self._using).filter(survey_id=self._survey.pk)
        return list(versions.order_by("number"))

    def _words(self, wording) -> str:
        audiences = [one.key for one in self._document.audiences]
        readers = [self._document.reader(audience) for audience in ("", *audiences)]
        return next((words for reader in readers if (words := text_of(wording, reader))), "")

    def _answers(self, purpose):
        answers = Answer.objects.for_purpose(purpose).using(self._using).open_text().substantive()
        return answers.filter(response__survey_id=self._survey.pk)

    @cached_property
    def _questions(self):
        """Return every open question, newest version's order first, and its words."""
        rows = Question.objects.using(self._using).filter(survey_id=self._survey.pk, is_open=True)
        order = {one.key: (n, one) for n, one in enumerate(self._document.questions())}
        known = [(order.get(row.key, (len(order), None)), row) for row in rows.order_by("key")]
        known.sort(key=lambda pair: pair[0][0])
        return [(row, self._words(one.label) if one else row.key) for (_n, one), row in known]

    @cached_property
    def _theme_sets(self) -> dict[str, ThemeSet]:
        return {row.key: theme_set_of(row, using=self._using) for row, _label in self._questions}

    @cached_property
    def _answered(self) -> dict[str, dict[str, int]]:
        rows = self._answers(Purpose.ANALYSIS).order_by()
        answered: dict[str, dict[str, int]] = {}
        counted = rows.values_list("question__key", "response__audience").annotate(
            n=Count("response", distinct=True)
        )
        for key, audience, count in counted:
            answered.setdefault(key, {})[audience] = count
        return answered

    # --- the facts ---

    def questions(self) -> list[QuestionFacts]:
        return [
            QuestionFacts(
                row.key,
                label,
                sum(self._answered.get(row.key, {}).values()),
                self._by_audience(self._answered.get(row.key, {})),
            )
            for row, label in self._questions
        ]

    def themes(self) -> list[ThemeFacts]:
        return self._themes

    @cached_property
    def _themes(self):
        return [
            facts
            for row, label in self._questions
            for facts in self._themes_of(row, label, self._theme_sets[row.key])
        ]

    def _themes_of(self, question, label, theme_set):
        answers = self._answers(Purpose.ANALYSIS).filter(question_id=question.pk)
        counts = theme_set.counts(answers) if theme_set.themes else {}
        splits = theme_set.splits(answers) if theme_set.themes else {}
        for theme in theme_set.themes:
            people, different = counts[theme.id]
            yield ThemeFacts(
                question=label,
                question_key=question.key,
                id=theme.id,
                name=theme.name,
                parent=theme_set.parent_name(theme),
                parent_id=theme.parent_id or "",
                version=theme.version,
                decided_by=theme.decided_by,
                people=sum(people.values()),
                different=different,
                base=sum(self._answered.get(question.key, {}).values()),
                definition=theme.definition,
                include_when=theme.include_when,
                exclude_when=theme.exclude_when,
                key_words=theme.key_words,
                stability=theme.stability,
                cohesion=theme.cohesion,
                nearest=theme.nearest,
                split=splits[theme.id],
                by_audience=self._by_audience(people),
                is_serious=theme.is_serious,
                is_decided=theme_set.group == "theme",
            )

    def shelves(self) -> list[ShelfFacts]:
        """Return how many answers the newest whole run of each question put on each shelf."""
        facts = []
        readable = Answer.objects.for_purpose(Purpose.ANALYSIS).using(self._using)
        for row, _label in self._questions:
            runs = ThemeRun.objects.using(self._using).whole()
            run = runs.filter(codebook__question=row).order_by("-finished_at").first()
            if run is None:
                continue
            rows = ShelvedAnswer.objects.using(self._using).filter(run=run)
            rows = rows.filter(answer__in=readable.filter(question_id=row.pk)).order_by()
            counts = dict(rows.values_list("shelf").annotate(n=Count("pk")))
            facts += [
                ShelfFacts(row.key, str(name), counts.get(shelf, 0))
                for shelf, name in ShelvedAnswer.Shelf.choices
            ]
        return facts

    def agreement(self) -> Iterator[tuple[str, list[dict]]]:
        for row, _label in self._questions:
            yield row.key, agreement_rows(row, using=self._using)

    def _by_audience(self, people):
        return tuple(people.get(key, 0) for key in self.audience_keys)

    def coded_parts(self) -> int:
        long = self._answers(Purpose.ANALYSIS).annotate(length=Length("text"))
        long = long.filter(length__gt=SURELY_ONE_CELL).values_list("text", flat=True)
        return parts_needed(long.iterator(chunk_size=CHUNK))

    def coded(self) -> Iterator[CodedFacts]:
        """Yield every answer, in an order that knows nothing of time; texts a chunk at a time."""
        ids = self._answers(Purpose.ANALYSIS).order_by().values_list("pk", flat=True)
        # One short run of bytes an answer: the only thing here that grows with the answers.
        order = sorted(self._key.place(pk) + pk.bytes for pk in ids.iterator(chunk_size=5000))
        places = iter(order)
        while chunk := list(islice(places, CHUNK)):
            yield from self._coded_chunk([UUID(bytes=place[MEMBER_BYTES:]) for place in chunk])

    def _coded_chunk(self, ids):
        rows = self._by_id(Purpose.ANALYSIS, ids).values_list(
            "pk",
            "response_id",
            "question__key",
            "text",
            "response__audience",
            "response__age_band",
            "response__language",
        )
        found = {row[0].int: row for row in rows}
        themes: dict = {}
        for key, theme_set in self._theme_sets.items():
            asked = [row[0] for row in found.values() if row[2] == key]
            themes |= theme_set.themes_of(asked) if theme_set.themes and asked else {}
        helped = self._help_of({row[1] for row in found.values()})
        for answer_id in ids:
            _pk, response_id, key, text, *about = found[answer_id.int]
            person = self._key.person(response_id)
            told = helped.get(response_id, NO_HELP)
            for place in themes.get(answer_id.int, NO_THEME):
                name = self._names.get(place.theme_id, "")
                which = (place.theme_id, name, self._deciders.words(place), place.start, place.end)
                yield CodedFacts(
                    person, key, text, *about, *which, *told, *self._deciders.history(place)
                )

    @cached_property
    def _deciders(self):
        return Deciders(self._survey.organisation_id, using=self._using)

    @cached_property
    def _asks_about_help(self):
        rows = Question.objects.using(self._using).filter(survey_id=self._survey.pk)
        return rows.filter(concept__in=HELP).exists()

    def _help_of(self, responses) -> dict:
        """Return (help at the start, who helped, help by the end) in codes, by response."""
        if not self._asks_about_help:
            return {}
        rows = Answer.objects.for_purpose(Purpose.ANALYSIS).using(self._using)
        rows = rows.filter(response_id__in=responses, question__concept__in=HELP)
        helped: dict = {}
        for response_id, concept, value in rows.values_list(
            "response_id", "question__concept", "value"
        ):
            codes = "; ".join(value) if isinstance(value, list) else value or ""
            helped.setdefault(response_id, dict.fromkeys(HELP, ""))[concept] = codes
        return {response_id: tuple(by.values()) for response_id, by in helped.items()}

    def _by_id(self, purpose, ids):
        """Return these answers through the door, by nothing but their ids.

        Asked by survey as well, SQLite walks the whole survey for each few answers.
        """
        return Answer.objects.for_purpose(purpose).using(self._using).filter(pk__in=ids)

    @cached_property
    def _names(self):
        sets = self._theme_sets.values()
        return {theme.id: theme.name for theme_set in sets for theme in theme_set.themes}

    def quotes(self) -> Iterator[QuoteFacts]:
        """Yield the quotes that may be used now, as they are printed: two of a person at most."""
        rows = Quote.objects.using(self._using).usable().of_survey(self._survey)
        rows = with_parts(rows).order_by("answer__question__key", "theme__name", "kind", "pk")
        shown = shown_quotes(rows, survey=self._survey, using=self._using)
        for each in within_limit(shown, lambda one: one.response_id):
            yield facts_of(each)

    def signing(self) -> list[SigningFacts]:
        answers, signing = self._answers(Purpose.ANALYSIS), Signing(self._survey, using=self._using)
        return [
            signing.facts(row, label, answers.filter(question_id=row.pk))
            for row, label in self._questions
        ]

    def changes(self) -> list[ChangeFacts]:
        return Signing(self._survey, using=self._using).changes()

    def state(self) -> StateFacts:
        return state_of(
            self._survey,
            asked_by=self._words(self._document.organisation),
            decided_by=self._document.decided_by,
            contact=self._document.contact,
            using=self._using,
        )

    def joins(self) -> list[JoinFacts]:
        return list(joins_of(self._survey, self._questions, using=self._using))

    def runs(self) -> list[RunFacts]:
        """Return the newest whole run of each question, whose themes stand or were decided on."""
        whole = ThemeRun.objects.using(self._using).whole()
        facts = []
        for row, _label in self._questions:
            run = whole.filter(codebook__question=row).order_by("-finished_at").first()
            if run is not None:
                facts.append(run_facts(row.key, run))
        return facts

    def recommendations(self) -> list[RecommendationFacts]:
        return recommendations_of(self._survey, using=self._using)

    def commitments(self) -> list[CommitmentFacts]:
        return commitments_of(self._survey, using=self._using)

    def recommendation_rows(self) -> list[dict]:
        return recommendation_rows(self._survey, using=self._using)

    def commitment_rows(self) -> list[dict]:
        return commitment_rows(self._survey, using=self._using)

    # --- given answers ---

    @cached_property
    def _closed(self):
        documents = [parse_document(version.document) for version in self._versions]
        return ClosedAnswers(self._survey, documents, key=self._key, using=self._using)

    def closed_columns(self) -> list[ClosedColumn]:
        return self._closed.columns()

    def closed_rows(self) -> Iterator[ClosedRow]:
        return self._closed.rows()

    # --- the manifest ---

    def members(self) -> bytes:
        """Return the marks of every response in the file."""
        everybody = self._closed.people().values_list("pk", flat=True)
        return self._key.members_of(everybody.iterator(chunk_size=5000))

    def manifest(self) -> Manifest:
        return manifest_of(
            self._export,
            using=self._using,
            versions=self._versions,
            runs=[one.run_id for one in self._theme_sets.values() if one.run_id],
            people=self._closed.people().count(),
            answers=sum(sum(people.values()) for people in self._answered.values()),
        )
