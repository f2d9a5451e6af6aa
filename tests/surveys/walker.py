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
        self.places = {}

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
            self._note()
            self.fill()
            assert not self.errors, (self.step, self.errors)
        raise AssertionError("The survey has no end")

    def walk_to(self, key):
        """Go on until a question is on the page that is shown."""
        if self.page is None:
            self.begin()
        while key not in self.keys:
            before = self.path
            self._note()
            self.fill()
            assert self.path != before, (before, self.errors)
        return self.page

    def go_back_to(self, key):
        """Open the page again that asked a question."""
        return self.get(self.places[key])

    def send(self):
        self.walk()
        return self.fill()

    def _note(self):
        self.asked += self.keys
        self.places |= dict.fromkeys(self.keys, self.path)

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


PERMISSIONS = (
    "adult_permission",
    "take_part",
    "understand_limits",
    "quote_anon",
    "quote_context",
    "share_local",
    "special_category",
    "archive",
)
YES = {
    "take_part": "granted",
    "understand_limits": "granted",
    "quote_anon": "granted",
    "quote_context": "granted",
    "share_local": "refused",
    "special_category": "granted",
}
CHILD = {
    "age": "9",
    "adult_permission": "granted",
    "take_part": "granted",
    "understand_limits": "granted",
    "quote_anon": "granted",
    "audience": "child",
    "help_start": ["read", "typed"],
    "helper_role": "teacher_ta",
    "child_helpers": ["teacher", "health"],
    "child_how_many": "two",
    "child_listen": "4",
    "child_joined": "3",
    "child_repeat": "lots",
    "child_trusted": "yes_one",
    "child_trust_why": "She remembers what I said",
    "child_change": "yes_one",
    "child_early": "some_waiting",
    "child_good": "Came to my house when mum was ill",
    "child_better": "Ask me and not only my mum",
    "child_anything": "I like Fridays",
    "child_help_type": "read",
    "child_describe": "girl",
}
YOUNG_PERSON = {
    **YES,
    "audience": "young_person",
    "age": "16_17",
    "help_start": ["no"],
    "young_helpers": ["counsellor", "social_worker"],
    "young_how_many": "four_six",
    "young_listen": "2",
    "child_joined": "2",
    "young_repeat": "many",
    "young_trusted": "yes",
    "child_trust_why": "Turns up when she says",
    "young_change": "three_more",
    "young_early": "long_wait",
    "child_good": "They had one meeting and I was in it",
    "child_better": "Read my file before you meet me",
    "young_skills": {"1": "staying", "2": "honest", "3": "time"},
    "young_say": "2",
    "young_place": "youth_place",
    "young_missing": "Somewhere to go after five",
    "child_anything": "Thanks for asking",
    "child_help_type": "no",
    "young_describe": "boy",
    "ethnic_group": "mixed",
    "ethnic_mixed": "white_asian",
    "young_disability": "no",
    "young_carer": "yes",
    "care_experience": "past",
    "fsm": "used_to",
    "young_language": "most",
}
# For tests.factories.small_document, which asks three permissions of everybody.
SMALL_CHILD = {**YES, **CHILD}
PARENT = {
    **YES,
    "archive": "refused",
    "audience": "parent",
    "help_start": ["no"],
    "parent_status": "kinship",
    "parent_child_ages": ["5_7", "12_15"],
    "region": "E12000003",
    "parent_services": ["school", "send"],
    "parent_how_many": "seven_ten",
    "parent_joined": "2",
    "parent_repeat": "many",
    "parent_lead": "no",
    "parent_early": "still_waiting",
    "parent_wait_effect": "He lost a year of school",
    "parent_quality": {
        "listen": "2",
        "respect": "4",
        "training": "1",
        "stay": "1",
        "explain": "na",
    },
    "parent_change": "three_more",
    "parent_good": "One nurse rang every Friday",
    "parent_barriers": ["waiting", "passed_around"],
    "parent_priorities": {"1": "key_worker", "2": "stay", "3": "earlier"},
    "parent_better": "One plan that everybody can see",
    "parent_anything": "Ask the grandparents as well",
    "parent_help_type": "no",
    "sex": "female",
    "ethnic_group": "white",
    "ethnic_white": "irish",
    "ltc": "yes",
    "limit": "little",
    "care_experience": "no",
    "fsm": "yes",
    "send": "ehc_plan",
    "unpaid_care": "10_19",
    "main_language": "english",
}
PRACTITIONER = {
    **YES,
    "archive": "refused",
    "audience": "practitioner",
    "practitioner_sector": "HLT",
    "practitioner_role_hlt": "other",
    "practitioner_role_other": "Play specialist on a ward",
    "practitioner_employer": "nhs",
    "practitioner_years": "6_10",
    "region": "E12000007",
    "practitioner_partners": ["EDU", "CSC"],
    "practitioner_joined": "3",
    "practitioner_joined_barriers": ["systems", "time"],
    "practitioner_capacity": {
        "workload": "2",
        "relationships": "2",
        "supervision": "4",
        "training": "3",
        "career": "1",
    },
    "practitioner_cross_training": "once",
    "practitioner_training": "Time with the other teams",
    "practitioner_early": "2",
    "practitioner_leave": "4",
    "practitioner_leave_why": ["pay", "workload"],
    "practitioner_good": "A shared morning meeting",
    "practitioner_recs": {
        "lead": "4",
        "strategy": "5",
        "training": "5",
        "early_help": "5",
        "records": "3",
    },
    "practitioner_better": "Records that open in both services",
    "practitioner_anything": "Look after the quiet teams",
    "sex": "male",
    "adult_age": "35_44",
    "ethnic_group": "asian",
    "ethnic_asian": "bangladeshi",
    "ltc": "no",
    "main_language": "bengali",
    "lived_experience": "child",
}
JOURNEYS = {
    "child": CHILD,
    "young_person": YOUNG_PERSON,
    "parent": PARENT,
    "practitioner": PRACTITIONER,
}
