"""One door to answers: nothing outside `surveys` reads them but through for_purpose."""

import pytest

from tests.surveys.one_door import scan_project, scan_python, scan_template


MISTAKES = [
    "Answer.objects.all()",
    "Answer.objects.filter(question=q).values_list('text')",
    "Answer.objects.open_text().for_purpose(p)",
    "Answer.objects",
    "Answer._default_manager.for_purpose(p)",
    "Answer._base_manager.get(pk=1)",
    "from surveys.models import Answer as Said\nSaid.objects.get(pk=1)",
    "import surveys.models\nsurveys.models.Answer.objects.count()",
    "models.Answer.objects.first()",
    "get_object_or_404(Answer, pk=1)",
    "QuerySet(Answer)",
    "QuerySet(model=Answer)",
    "row = Answer",
    "KINDS = {'answer': Answer}",
    "from surveys.models.answer import AnswerQuerySet",
    "apps.get_model('surveys', 'Answer')",
    "apps.get_model('surveys.answer')",
    "response.answers.all()",
    "question.answers.filter(is_held=False)",
    "[a.text for a in response.answers.order_by('pk')]",
    "Coding.objects.values('answer__text')",
    "Coding.objects.values_list('theme', 'answer__value')",
    "Response.objects.filter(answers__text__icontains='x')",
    "Coding.objects.annotate(t=F('answer__text'))",
    "Coding.objects.order_by('-answer__text')",
    "Coding.objects.select_related('answer')",
    "Coding.objects.select_related('theme', 'answer__question')",
    "Response.objects.prefetch_related('answers')",
    "coding.answer.text",
    "print(member.answer.value)",
    "answer = coding.answer",
    "cursor.execute('SELECT text FROM surveys_answer')",
    "cursor.execute(f'SELECT text FROM {x} JOIN surveys_answer a ON true')",
    "Response.objects.raw('select * from SURVEYS_ANSWER')",
    "Answer._meta.db_table",
]
FINE = [
    "Answer.objects.for_purpose(Purpose.ANALYSIS)",
    "Answer.objects.for_purpose(p).using('snapshot').open_text().values_list('pk', 'text')",
    "answer = models.ForeignKey(Answer, on_delete=models.CASCADE)",
    "def shown(answer: Answer) -> str: return answer.text",
    "try:\n    pass\nexcept Answer.DoesNotExist:\n    pass",
    "Coding.objects.filter(answer__in=Answer.objects.for_purpose(p))",
    "Coding.objects.filter(answer_id=1).values('answer__response__audience')",
    "Coding.objects.aggregate(n=Count('answer__text_hash', distinct=True))",
    "coding.answer_id",
    "coding.answer.pk",
    "sample.answers",
    "path.answers['key']",
    "Column(_('Answer'), 100)",
    '"""surveys_answer is the table of answers."""',
    "Prefetch('answer', queryset=Answer.objects.for_purpose(p))",
]


def test_no_module_outside_surveys_reads_answers_another_way():
    assert scan_project() == []


@pytest.mark.parametrize("source", MISTAKES)
def test_the_scan_catches(source):
    assert scan_python(source), source


@pytest.mark.parametrize("source", FINE)
def test_the_scan_lets_through(source):
    assert scan_python(source) == []


@pytest.mark.parametrize(
    "line", ["{{ coding.answer.text }}", "{% for a in response.answers.all %}{{ a }}{% endfor %}"]
)
def test_the_scan_reads_templates(line):
    assert scan_template(line)


def test_the_scan_leaves_other_template_words_alone():
    assert scan_template("{{ quote.text }} {{ answers }} {{ row.answer_id }}") == []
