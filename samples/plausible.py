"""What people plausibly tick: how closed answers follow from how well help went for someone.

Each option has two weights, for somebody whom services failed and for somebody they served well;
a response's own weights lie between the two. The figures are invented, and only meant to give the
demonstration and the tests shapes worth looking at.
"""

# question key -> option code -> (weight after bad experience, weight after good experience)
CHOICES: dict[str, dict[str, tuple[float, float]]] = {
    "child_helpers": {
        "teacher": (7, 9),
        "health": (4, 4),
        "social_worker": (4, 2),
        "youth_worker": (2, 4),
        "someone_else": (1, 1),
        "none": (1, 0.4),
        "not_sure": (1, 0.6),
    },
    "child_how_many": {
        "one": (2, 4),
        "two": (3, 4),
        "three": (3, 2),
        "four_more": (4, 1),
        "not_sure": (1, 1),
    },
    "child_repeat": {
        "never": (0.5, 6),
        "sometimes": (3, 4),
        "lots": (7, 0.5),
        "not_sure": (1, 1),
    },
    "child_trusted": {
        "yes_one": (4, 5),
        "yes_more": (1, 9),
        "no": (4, 0.3),
        "not_sure": (3, 0.7),
    },
    "child_help_type": {"no": (5, 5), "read": (3, 3), "typed": (2, 2), "chose": (0.5, 0.5)},
    "parent_services": {
        "school": (6, 6),
        "health_visitor": (3, 4),
        "gp_hospital": (6, 6),
        "mental_health": (5, 2),
        "send": (6, 3),
        "social_care": (3, 2),
        "early_help": (2, 4),
        "youth": (1, 3),
        "other": (1, 1),
        "none": (0.6, 0.6),
    },
    "parent_repeat": {
        "never": (0.2, 5),
        "once_twice": (1, 5),
        "several": (5, 2),
        "many": (7, 0.3),
    },
    "parent_lead": {"yes": (0.7, 8), "sometimes": (2, 3), "no": (7, 0.8), "not_sure": (1, 0.6)},
    "parent_early": {
        "straight_away": (0.1, 4),
        "within_month": (0.5, 5),
        "one_to_six": (3, 4),
        "over_six": (5, 1),
        "still_waiting": (4, 0.4),
        "did_not_get": (3, 0.1),
        "did_not_need": (0.4, 1.5),
    },
    "parent_barriers": {
        "waiting": (8, 4),
        "not_knowing": (4, 3),
        "passed_around": (6, 1),
        "judged": (3, 2),
        "travel": (2, 2),
        "times": (2, 2),
        "threshold": (5, 1),
        "training": (4, 1),
        "other": (1, 1),
        "nothing": (0.1, 3),
    },
    "practitioner_sector": {
        "early_years": (3, 3),
        "education": (5, 5),
        "health": (3, 3),
        "social_care": (3, 3),
        "family_support": (3, 3),
        "youth": (2, 2),
        "justice": (1, 1),
        "charity": (3, 3),
        "other": (0.5, 0.5),
    },
    "practitioner_partners": {
        "early_years": (2, 3),
        "education": (5, 6),
        "health": (4, 5),
        "social_care": (5, 5),
        "family_support": (3, 4),
        "youth": (2, 3),
        "justice": (1, 2),
        "charity": (2, 4),
        "none": (0.8, 0.2),
    },
    "practitioner_joined_barriers": {
        "systems": (6, 5),
        "sharing_rules": (4, 3),
        "thresholds": (5, 2),
        "time": (6, 5),
        "funding": (5, 4),
        "roles": (2, 2),
        "turnover": (6, 3),
        "training": (2, 2),
        "leadership": (4, 1),
        "other": (0.5, 0.5),
        "nothing": (0.05, 0.8),
    },
    "practitioner_cross_training": {
        "regularly": (1, 5),
        "once": (3, 4),
        "not_offered": (6, 2),
        "no_time": (3, 1),
    },
}

# (question key, machine value) -> tags of open answers that then come up more often.
CONCERNS: dict[tuple[str, object], tuple[str, ...]] = {
    ("child_listen", 1): ("listening",),
    ("child_listen", 2): ("listening",),
    ("child_repeat", "lots"): ("repeat", "turnover"),
    ("child_how_many", "four_more"): ("named_worker", "turnover"),
    ("child_trusted", "no"): ("promises", "believed"),
    ("child_helpers", "youth_worker"): ("youth_club", "fun"),
    ("parent_repeat", "many"): ("repeat",),
    ("parent_repeat", "several"): ("repeat",),
    ("parent_lead", "no"): ("named_worker", "joined_up"),
    ("parent_lead", "yes"): ("named_worker",),
    ("parent_early", "over_six"): ("waiting",),
    ("parent_early", "still_waiting"): ("waiting", "information"),
    ("parent_early", "did_not_get"): ("thresholds", "believed"),
    ("parent_barriers", "waiting"): ("waiting",),
    ("parent_barriers", "passed_around"): ("joined_up", "repeat"),
    ("parent_barriers", "judged"): ("respect",),
    ("parent_barriers", "travel"): ("transport", "money"),
    ("parent_barriers", "times"): ("evening", "youth_club"),
    ("parent_barriers", "threshold"): ("thresholds",),
    ("parent_barriers", "training"): ("training",),
    ("parent_services", "youth"): ("youth_club",),
    ("practitioner_joined_barriers", "systems"): ("systems",),
    ("practitioner_joined_barriers", "sharing_rules"): ("info_sharing",),
    ("practitioner_joined_barriers", "thresholds"): ("thresholds",),
    ("practitioner_joined_barriers", "time"): ("workload", "time"),
    ("practitioner_joined_barriers", "turnover"): ("turnover",),
    ("practitioner_joined_barriers", "leadership"): ("leadership",),
    ("practitioner_joined_barriers", "roles"): ("roles",),
    ("practitioner_leave", 5): ("workload", "pay"),
    ("practitioner_sector", "youth"): ("youth_club", "evening"),
    ("practitioner_sector", "early_years"): ("early_years",),
}

# "How many?" -> the question whose ticked boxes it counts; its options go up by one from 1.
AT_LEAST = {"child_how_many": "child_helpers"}

# A scale where a high number is bad news runs against the experience.
REVERSED_SCALES = frozenset({"practitioner_leave"})
