"""One page of the answers to a question, read through the one door and recorded."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from insights.cards import readable_answers, texts_of
from insights.forms_reading import FilterForm
from insights.models import Codebook, Coding
from insights.reading.filters import READ, attributes_in_view, filtered
from insights.reading.orders import ORDERS, Order, Page, orders_for, page_of
from insights.reading.rows import FIELDS, alike, described, shown
from insights.reading.standing import standings_of
from surveys.documents import document_of
from surveys.languages import language_of


PERSON = Coding.Source.PERSON


@dataclass
class Reading:
    """What is being read: a codebook, the filters asked for, and the page they lead to."""

    codebook: Codebook
    asked: object  # the QueryDict of the address
    themes: list
    attributes: list
    form: FilterForm
    order: Order
    is_other_order: bool  # than the one that is wanted, or that is shown unasked
    page: Page = field(default_factory=lambda: Page([]))
    answers: list = field(default_factory=list)
    alike: list = field(default_factory=list)  # what is known of all of them, and the same
    standings: dict = field(default_factory=dict)

    def at(self, answer_id) -> dict | None:
        return next((each for each in self.answers if each["id"] == answer_id), None)


def reading_of(codebook: Codebook, asked) -> Reading:
    """Return what an address asks for; its page of answers is found, and not yet shown."""
    themes = list(codebook.themes.active().order_by("name", "pk"))
    attributes = attributes_in_view(codebook.survey, codebook.question.key)
    orders = orders_for(codebook)
    form = FilterForm(
        asked,
        attributes=attributes,
        languages=_languages(codebook.survey),
        themes=themes,
        orders=[(each.name, each.label) for each in orders],
    )
    wanted = form.wanted()
    order = _order_of(wanted, orders)
    is_other_order = order.name != wanted.get("order", orders[0].name)
    form.show_order(order.name)
    narrowed = filtered(
        codebook=codebook, attributes=attributes, wanted=wanted, by_person=order.is_by_person
    )
    page = page_of(
        narrowed.answers,
        order,
        codebook=codebook,
        size=wanted.get("size", form.fields["size"].empty_value),
        after=asked.get("after", ""),
        before=asked.get("before", ""),
        fields=FIELDS,
        are_few=narrowed.are_few,
    )
    return Reading(codebook, asked, themes, attributes, form, order, is_other_order, page)


def _order_of(wanted, orders) -> Order:
    """Return the order asked for, or the first of them.

    What people have read is in no order that was learnt: those say what is to be read next.
    """
    order = ORDERS[wanted.get("order", orders[0].name)]
    is_of_what_was_read = wanted.get("state") in READ or wanted.get("source") == PERSON
    if order.needs_learning and is_of_what_was_read:
        return next(each for each in orders if not each.needs_learning)
    return order


def fill(reading: Reading, *, by, only=None) -> None:
    """Fetch the words of the page's answers, with what stands beside them; it is recorded.

    `only` is the id of the one answer that is wanted, wherever it stands.
    """
    rows = reading.page.rows if only is None else _row_of(reading, only)
    texts = texts_of(
        codebook=reading.codebook, answers={row["pk"] for row in rows}, view="reading", by=by
    )
    reading.standings = standings_of(reading.codebook, texts)
    known = described(rows, reading.attributes)
    reading.answers = []
    for row in rows:
        if row["pk"] in texts:
            answer = shown(row, texts[row["pk"]], reading.standings[row["pk"]])
            answer["known"] = known[row["pk"]] + _language(row, reading)
            reading.answers.append(answer)
    reading.alike = alike(reading.answers)


def keep_on_page(reading: Reading, answer_id) -> None:
    """Put an answer first on the page when what others did has taken it from there."""
    if all(row["pk"] != answer_id for row in reading.page.rows):
        reading.page.rows[:0] = _row_of(reading, answer_id)


def _row_of(reading, answer_id):
    answers = readable_answers(reading.codebook).substantive()
    return list(answers.filter(pk=answer_id).values("pk", *FIELDS))


def _language(row, reading):
    code = row["response__language"]
    names = dict(reading.form.fields["language"].choices)
    return [{"name": _("Language"), "value": names.get(code, code)}] if len(names) > 2 else []


def _languages(survey) -> list[tuple[str, str]]:
    version = survey.published_version()
    codes = document_of(str(version.pk)).written_languages if version else ()
    return [(code, language_of(code).english) for code in codes]
