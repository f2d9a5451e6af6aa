"""What people plausibly tick: how closed answers follow from how well help went for someone.

Each option has two weights, for somebody whom services failed and for somebody they served well;
a response's own weights lie between the two. The figures are invented, and only meant to give the
demonstration and the tests shapes worth looking at.
"""

# What somebody is from the start, whatever help they had: question key -> code -> share.
# Regions by the number of people who live there (census of 2021).
TRAITS: dict[str, dict[str, float]] = {
    "region": {
        "E12000001": 4.7,
        "E12000002": 13.1,
        "E12000003": 9.7,
        "E12000004": 8.6,
        "E12000005": 10.5,
        "E12000006": 11.2,
        "E12000007": 15.6,
        "E12000008": 16.4,
        "E12000009": 10.1,
        "outside": 0.5,
        "not_sure": 0.6,
    },
    "practitioner_sector": {
        "EDU": 24,
        "EY": 12,
        "CSC": 15,
        "EH": 9,
        "HLT": 14,
        "YTH": 8,
        "VCS": 8,
        "JUS": 3,
        "POL": 2,
        "HSG": 2,
        "LIB": 1.5,
        "SYS": 2,
        "other": 0.8,
    },
}

# audience -> the age they choose -> share.
AGES: dict[str, dict[str, float]] = {
    "child": {"8": 18, "9": 24, "10": 28, "11": 24, "unsaid": 6},
    "young_person": {"12": 15, "13_15": 50, "16_17": 30, "unsaid": 5},
}

# (audience or "*", trait) -> code -> how much better, or worse, help went.
SHIFTS: dict[tuple[str, str], dict[str, float]] = {
    ("parent", "region"): {"E12000001": 0.12, "E12000003": 0.06, "E12000007": -0.1},
    ("practitioner", "practitioner_sector"): {"EH": 0.12, "YTH": 0.1, "CSC": -0.1, "HLT": -0.06},
}

# (matrix, row) -> where on the scale, from 0 to 1, people answer after bad and good experience.
ROWS: dict[tuple[str, str], tuple[float, float]] = {
    ("parent_quality", "listen"): (0.2, 0.95),
    ("parent_quality", "respect"): (0.35, 1.0),
    ("parent_quality", "training"): (0.25, 0.85),
    ("parent_quality", "stay"): (0.05, 0.75),
    ("parent_quality", "explain"): (0.15, 0.85),
    ("practitioner_capacity", "workload"): (0.05, 0.65),
    ("practitioner_capacity", "relationships"): (0.15, 0.8),
    ("practitioner_capacity", "supervision"): (0.25, 0.9),
    ("practitioner_capacity", "training"): (0.35, 0.85),
    ("practitioner_capacity", "career"): (0.15, 0.6),
    ("practitioner_recs", "lead"): (0.7, 0.7),
    ("practitioner_recs", "strategy"): (0.75, 0.75),
    ("practitioner_recs", "training"): (0.85, 0.9),
    ("practitioner_recs", "early_help"): (0.95, 0.9),
    ("practitioner_recs", "records"): (0.6, 0.75),
}

# (question key, machine value) -> tags of open answers that then come up more often.
CONCERNS: dict[tuple[str, object], tuple[str, ...]] = {
    ("child_listen", 1): ("listening",),
    ("child_listen", 2): ("listening",),
    ("child_repeat", "lots"): ("repeat", "turnover"),
    ("child_how_many", "four_more"): ("named_worker", "turnover"),
    ("child_trusted", "no"): ("promises", "believed"),
    ("child_helpers", "youth_worker"): ("youth_club", "fun"),
    ("child_change", "yes_more"): ("turnover",),
    ("child_early", "long_wait"): ("waiting", "help_quickly"),
    ("young_listen", 1): ("listening",),
    ("young_listen", 2): ("listening",),
    ("young_repeat", "many"): ("repeat",),
    ("young_change", "three_more"): ("turnover",),
    ("young_early", "long_wait"): ("waiting",),
    ("young_early", "did_not_get"): ("thresholds", "believed"),
    ("young_helpers", "youth_worker"): ("youth_club",),
    ("young_helpers", "counsellor"): ("mental_health", "waiting"),
    ("young_say", 1): ("say",),
    ("young_say", 2): ("say",),
    ("young_place", "youth_place"): ("youth_club",),
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
    ("parent_barriers", "language"): ("language",),
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
    ("practitioner_sector", "YTH"): ("youth_club", "evening"),
    ("practitioner_sector", "EY"): ("early_years",),
}

# "How many?" -> the question whose ticked boxes it counts, and the most each of its answers holds.
COUNTED: dict[str, tuple[str, dict[str, int]]] = {
    "child_how_many": ("child_helpers", {"one": 1, "two": 2, "three": 3}),
    "young_how_many": ("young_helpers", {"one": 1, "two_three": 3, "four_six": 6}),
    "parent_how_many": (
        "parent_services",
        {"one": 1, "two_three": 3, "four_six": 6, "seven_ten": 10},
    ),
}

# A scale where a high number is bad news runs against the experience.
REVERSED_SCALES = frozenset({"practitioner_leave"})
