"""Has the coder learn from people's decisions: suggestions for the rest, and what to read next.

A person's word is never touched: where a person has said anything about a theme in an answer,
nothing is suggested.
"""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights.actions.comparisons import forget_coverage
from insights.actions.tallies import count_themes, forget_tallies
from insights.engine import VERSION, Document
from insights.jobs import LostJob, beat, claim, fail, finish, kept_alive
from insights.learning import Learnt, learn
from insights.models import Codebook, Coding, Decision, Learning, ReadingPlace
from insights.models.job import JobStatus
from insights.remembering import RunVectors, still_there
from people.actions.audit import record_event
from surveys.models import Answer, Purpose, Survey


logger = logging.getLogger(__name__)

BATCH = 10  # decisions after which the coder learns anew by itself
PART = 1_000  # answers written in one transaction, so that nobody waits long
# Steps that teach: what a person said of an answer.
TEACHING = (
    Decision.Kind.READ,
    Decision.Kind.CONFIRM,
    Decision.Kind.MOVE,
    Decision.Kind.SPLIT,
    Decision.Kind.MERGE,
)


@transaction.atomic
def request_learning(*, codebook: Codebook, by) -> Learning:
    """Ask for the coder to learn; a worker does it (manage.py work).

    Raises ValidationError while one waits or runs, and when there is no theme to learn.
    """
    Codebook.objects.select_for_update().get(pk=codebook.pk)
    if is_learning(codebook):
        raise ValidationError(_("The machine is learning already."), code="already_learning")
    if not codebook.themes.active().exists():
        raise ValidationError(_("There is no theme to learn yet."), code="no_theme")
    learning = Learning.objects.create(
        codebook=codebook,
        requested_by=by,
        sequence=_last_sequence(codebook),
        settings={"encoder": getattr(settings, "THEME_ENCODER", "auto")},
    )
    record_event(event="learning requested", target=learning, by=by)
    return learning


def learn_when_due(*, codebook: Codebook, by) -> None:
    """Ask for learning when enough was decided since the last; call it inside the step."""
    if is_learning(codebook):
        return
    if decisions_to_learning(codebook) == 0 and codebook.themes.active().exists():
        request_learning(codebook=codebook, by=by)


def decisions_to_learning(codebook: Codebook) -> int:
    """Return after how many more decisions the coder learns by itself."""
    last = codebook.learnings.order_by("-requested_at").values_list("sequence", flat=True).first()
    decided = codebook.decisions.filter(kind__in=TEACHING, sequence__gt=last or 0)
    return max(0, BATCH - decided.count())


def is_learning(codebook: Codebook) -> bool:
    return codebook.learnings.filter(status__in=(JobStatus.WAITING, JobStatus.RUNNING)).exists()


def _last_sequence(codebook):
    return codebook.decisions.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def perform_learning(*, learning: Learning) -> bool:
    """Take the job and do it; return whether this worker finished it. Outside a transaction."""
    token = claim(learning)
    if token is None:
        return False
    try:
        with kept_alive(learning, token):
            documents = _read(learning)
            learnt = learn(
                learning,
                documents,
                cache=RunVectors(survey_id=learning.codebook.survey_id, documents=documents),
            )
            _write(learning, token, documents, learnt)
        finish(learning, token, engine_version=VERSION, metrics=learnt.metrics)
        _forget_earlier(learning)
    except LostJob:
        logger.info("learning lost to another worker", extra={"id": learning.pk})
        return False
    except Exception as error:
        fail(learning, token, error)
        raise
    count_themes(codebook=learning.codebook)
    logger.info("learning done", extra={"id": learning.pk, "count": len(documents)})
    return True


def _read(learning) -> list[Document]:
    answers = (
        Answer.objects.for_purpose(Purpose.ANALYSIS)
        .substantive()
        .filter(question=learning.codebook.question_id)
        .order_by("pk")
    )
    rows = answers.values_list("pk", "text").iterator(chunk_size=2000)
    return [Document(id=str(pk), text=text) for pk, text in rows]


def _write(learning, token, documents, learnt: Learnt) -> None:
    """Write suggestions and places part by part; readers see the places once all is done."""
    ReadingPlace.objects.filter(learning=learning).delete()  # of a worker that died
    texts = {document.id: document.text for document in documents}
    for start in range(0, len(learnt.order), PART):
        part = learnt.order[start : start + PART]
        beat(learning, token, "writing", 80 + 20 * start // max(1, len(learnt.order)))
        with transaction.atomic():
            Survey.objects.select_for_update(no_key=True).get(pk=learning.codebook.survey_id)
            # People's steps take turns with this, so none is overlooked.
            Codebook.objects.select_for_update().get(pk=learning.codebook_id)
            if not Learning.objects.filter(pk=learning.pk, token=token).exists():
                raise LostJob(str(learning.pk))
            kept = still_there({answer: texts[answer] for answer, _sureness in part})
            ReadingPlace.objects.bulk_create(
                ReadingPlace(learning=learning, answer_id=answer, rank=rank, sureness=sureness)
                for rank, (answer, sureness) in enumerate(part, start=start)
                if answer in kept
            )
            _suggest(learning.codebook, kept, learnt)
            forget_tallies(themes=learning.codebook.themes.active())
            forget_coverage(codebook=learning.codebook)


def _suggest(codebook, texts, learnt):
    """Bring what the coder suggests for these answers up to date; what stays keeps its row."""
    there: dict = {}
    rows = Coding.objects.filter(answer__in=list(texts), theme__codebook=codebook)
    for each in rows:
        there.setdefault((str(each.answer_id), str(each.theme_id)), []).append(each)
    old = {key: found[0] for key, found in there.items() if all(map(_is_coders, found))}
    made, changed = [], []
    for answer, text in texts.items():
        for theme, chance, level in learnt.suggested.get(answer, ()):
            row = old.pop((answer, theme), None)
            if row is not None:
                row.score, row.sureness = chance, level
                changed.append(row)
            elif (answer, theme) not in there:
                made.append(_coding(answer, theme, text, chance, level))
    Coding.objects.filter(pk__in=[each.pk for each in old.values()]).delete()
    Coding.objects.bulk_update(changed, ["score", "sureness"], batch_size=200)
    Coding.objects.bulk_create(made, batch_size=PART)


def _is_coders(coding) -> bool:
    is_open = coding.state == Coding.State.SUGGESTED
    return is_open and coding.source == Coding.Source.MACHINE and bool(coding.sureness)


def _coding(answer, theme, text, chance, level):
    return Coding(
        theme_id=theme,
        answer_id=answer,
        start=0,
        end=len(text),
        source=Coding.Source.MACHINE,
        score=chance,
        sureness=level,
    )


def _forget_earlier(learning) -> None:
    """Delete the places of earlier learnings, part by part: only the newest are ever read."""
    earlier = ReadingPlace.objects.filter(learning__codebook=learning.codebook_id)
    earlier = earlier.exclude(learning=learning)
    while keys := list(earlier.values_list("pk", flat=True)[:PART]):
        ReadingPlace.objects.filter(pk__in=keys).delete()
