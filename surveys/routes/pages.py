"""What the staff page of a survey's routes shows for each kind of reader."""

from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.documents import document_of
from surveys.question_types import question_type
from surveys.routes.graph import Node, draw, ways_of
from surveys.routes.listing import MOST_LISTED, ReaderRoutes, routes_of
from surveys.routes.words import RuleWords, band_words
from surveys.wording import text_of


@lru_cache(maxsize=16)
def routes_of_version(version_id: str) -> list[ReaderRoutes]:
    """Return the routes of a published version, which never change."""
    return routes_of(document_of(version_id))


def reader_section(document, routes: ReaderRoutes) -> dict:
    """Return what is shown of the routes of one kind of reader."""
    return _Section(document, routes).context()


class _Section:
    def __init__(self, document, routes):
        self.document, self.routes = document, routes
        self.reader = document.reader(routes.audience, routes.age_band)
        self._questions = {question.key: question for question in document.questions()}
        self._pages = {page.key: page for page in document.pages}
        self._words = RuleWords(document, self.reader, self._name_of)

    def context(self):
        label = text_of(self.document.audience(self.routes.audience).label, self.reader)
        name = _("%(audience)s, %(age)s") % {
            "audience": label,
            "age": band_words(self.routes.age_band),
        }
        shown = {"id": f"{self.routes.audience}-{self.routes.age_band}", "name": name}
        if self.routes.walk is None:
            return {**shown, "summary": self._summary(), "routes": [], "steps": []}
        ways = ways_of(self.routes.walk)
        return {
            **shown,
            "summary": self._summary(),
            "routes": self._route_rows(),
            "is_summed_up": self.routes.count > MOST_LISTED,
            "steps": self._step_rows(ways),
            "drawing": draw(self._nodes(), ways, otherwise=_("otherwise")),
        }

    # --- names ---

    def _name_of(self, key):
        return f"“{text_of(self._questions[key].label, self.reader)}”"

    def _title(self, key):
        page = self._pages[key]
        asked = [question for question in page.questions if question.is_for(self.reader.audience)]
        first = text_of(asked[0].label, self.reader) if asked else key
        return text_of(page.title, self.reader) or first

    # --- the list ---

    def _summary(self):
        longest = self._length(self.routes.longest)
        if self.routes.count is None:
            return _("There are more routes than can be followed. At most: %(most)s.") % {
                "most": longest
            }
        count = ngettext("%(n)d route", "%(n)d routes", self.routes.count) % {
            "n": self.routes.count
        }
        if self.routes.count == 1:
            return f"{count}: {longest}."
        return _("%(count)s, from %(shortest)s to %(longest)s. Each ends at the check page.") % {
            "count": count,
            "shortest": self._length(self.routes.shortest),
            "longest": longest,
        }

    def _length(self, route):
        questions = ngettext("%(n)d question", "%(n)d questions", route.questions)
        return _("%(questions)s in about %(minutes)s minutes") % {
            "questions": questions % {"n": route.questions},
            "minutes": f"{route.minutes:g}",
        }

    def _route_rows(self):
        """Return a row for each route; of very many, the longest and the shortest."""
        routes = self.routes.listed or (self.routes.longest, self.routes.shortest)
        asked = [page.key for page in self.routes.walk.stops.pages]
        return [
            [
                number,
                route.pages,
                route.questions,
                f"{route.minutes:g}",
                self._left_out(asked, route) or _("nothing"),
            ]
            for number, route in enumerate(routes, 1)
        ]

    def _left_out(self, asked, route):
        seen = {step.page: step.questions for step in route.steps}
        names = [self._title(key) for key in asked if key not in seen]
        names += [
            self._name_of(question.key)
            for page in self.routes.walk.stops.pages
            for question in page.questions
            if page.key in seen and question.key not in seen[page.key]
        ]
        return "; ".join(names)

    # --- the drawing, and the same as a table ---

    def _nodes(self):
        pages = [
            Node(self._title(page.key), self._asked_on(page), self._rule(page))
            for page in self.routes.walk.stops.pages
        ]
        return [Node(_("Permissions"), ""), *pages, Node(_("Check and send"), "")]

    def _asked_on(self, page):
        kinds = [question_type(question.type) for question in page.questions]
        count = sum(kind.has_answer for kind in kinds)
        if not count:
            return _("something to read")
        return ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}

    def _rule(self, page):
        words = self._words.of(page.rule)
        return _("if %(rule)s") % {"rule": words} if words else ""

    def _step_rows(self, ways):
        nodes = self._nodes()
        pages = self.routes.walk.stops.pages
        rows = []
        for number, page in enumerate([None, *pages], -1):
            targets = [way.end for way in ways if way.start == number]
            if not targets:
                continue
            conditional = (
                [self._conditional(question) for question in page.questions] if page else []
            )
            rows.append(
                [
                    nodes[number + 1].title,
                    "; ".join(filter(None, [nodes[number + 1].rule, *conditional])) or _("always"),
                    "; ".join(self._target(nodes[end + 1]) for end in targets),
                ]
            )
        return rows

    def _conditional(self, question):
        words = self._words.of(question.rule)
        name = self._name_of(question.key)
        return _("%(question)s if %(rule)s") % {"question": name, "rule": words} if words else ""

    def _target(self, node):
        return f"{node.title} ({node.rule})" if node.rule else node.title
