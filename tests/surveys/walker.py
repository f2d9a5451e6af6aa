"""A person with a browser, on Django's test client: goes from page to page and answers by key."""

from django.test import Client


START = "/s/help-together/"


class Walker:
    """Answers what it is asked from one dictionary, and leaves out what is not in it."""

    def __init__(self, answers=None, *, client=None, start=START):
        self.client = client or Client()
        self.answers = answers or {}
        self.start = start
        self.page = None
        self.asked = []

    # --- small moves ---

    def get(self, path):
        self.page = self.client.get(path, follow=True)
        return self.page

    def begin(self, **extra):
        self.page = self.client.post(self.start, extra, follow=True)
        if self.path.endswith("/leaving/"):  # how to leave quickly: read, and go on
            self.page = self.client.post(self.path, follow=True)
        return self.page

    def fill(self, **answers):
        """Answer the page that is shown."""
        self.page = self.client.post(self.path, self.filled(**answers), follow=True)
        return self.page

    def filled(self, **answers):
        """Return what a browser would post for the page that is shown."""
        step = self.step
        known = {**self.answers, **answers}
        posted = {"survey-current_step": step}
        for key in self.keys:
            answer = known.get(key)
            if isinstance(answer, dict):  # several inputs, each by the name of its part
                posted |= {f"{step}-{key}_{part}": typed for part, typed in answer.items()}
            elif answer is not None:
                posted[f"{step}-{key}"] = answer
        return posted

    # --- long walks ---

    def walk(self, until="check"):
        """Go on until a step is shown, noting the keys of everything asked."""
        if self.page is None:
            self.begin()
        for _ in range(60):
            if self.page.status_code != 200 or not self.is_asking or self.step == until:
                return self.page
            self.asked += self.keys
            self.fill()
            assert not self.errors, (self.step, self.errors)
        raise AssertionError("The survey has no end")

    def walk_to(self, key):
        """Go on until a question is on the page that is shown."""
        if self.page is None:
            self.begin()
        while key not in self.keys:
            before = self.path
            self.asked += self.keys
            self.fill()
            assert self.path != before, (before, self.errors)
        return self.page

    def send(self):
        self.walk()
        return self.fill()

    # --- what is shown ---

    @property
    def is_asking(self):
        return bool(self.page.context and "wizard" in self.page.context)

    @property
    def path(self):
        return self.page.request["PATH_INFO"]

    @property
    def step(self):
        return self.page.context["wizard"]["steps"].current

    @property
    def form(self):
        return self.page.context["wizard"]["form"]

    @property
    def keys(self):
        return [] if not self.is_asking else list(self.form.fields)

    @property
    def errors(self):
        return dict(self.form.errors) if self.is_asking and self.form.is_bound else {}

    @property
    def receipt(self):
        return self.page.context["thanks"].receipt

    @property
    def text(self):
        return self.page.content.decode()

    @property
    def cookie(self):
        morsel = self.client.cookies.get("survey")
        return morsel.value if morsel else ""


YES = {"take_part": "granted", "quote_anon": "granted", "share_local": "refused"}
CHILD = {
    **YES,
    "audience": "child",
    "child_helpers": ["teacher", "health"],
    "child_how_many": "two",
    "child_listen": "4",
    "child_repeat": "lots",
    "child_trusted": "yes_one",
    "child_trust_why": "She remembers what I said",
    "child_good": "Came to my house when mum was ill",
    "child_better": "Ask me and not only my mum",
    "child_word": "patient",
    "child_help_type": "read",
}
PARENT = {
    **YES,
    "audience": "parent",
    "parent_services": ["school", "send"],
    "parent_workers": "7",
    "parent_joined": "2",
    "parent_repeat": "many",
    "parent_lead": "no",
    "parent_early": "still_waiting",
    "parent_wait_effect": "He lost a year of school",
    "parent_good": "One nurse rang every Friday",
    "parent_barriers": ["waiting", "passed_around"],
    "parent_better": "One plan that everybody can see",
}
PRACTITIONER = {
    **YES,
    "audience": "practitioner",
    "practitioner_sector": "health",
    "practitioner_partners": ["education", "social_care"],
    "practitioner_joined": "3",
    "practitioner_joined_barriers": ["systems", "time"],
    "practitioner_cross_training": "once",
    "practitioner_training": "Time with the other teams",
    "practitioner_early": "2",
    "practitioner_leave": "4",
    "practitioner_good": "A shared morning meeting",
    "practitioner_better": "Records that open in both services",
}
JOURNEYS = {"child": CHILD, "parent": PARENT, "practitioner": PRACTITIONER}
