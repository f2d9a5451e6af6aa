"""Database triggers that keep published versions, wordings and permission events as they were.

A trigger holds against the ORM, against SQL typed by hand and against a mistake in our own code.
Permission events may go only together with their response, once its erasure has been recorded.
"""

FROZEN_TABLES = {
    "surveys_surveyversion": "A published survey version cannot be changed.",
    "surveys_consentstatement": "A wording that people were shown cannot be changed.",
}
EVENTS_TABLE = "surveys_consentevent"
EVENTS_MESSAGE = "Permission events are only ever added."
ERASED = (
    "EXISTS (SELECT 1 FROM surveys_erasure e JOIN surveys_response r "
    "ON r.receipt_hmac = e.receipt_hmac WHERE r.id = OLD.response_id)"
)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that makes every trigger on this kind of database."""
    return _create_sqlite() if vendor == "sqlite" else _create_postgresql()


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that removes every trigger: to reverse a migration, to empty test data."""
    on_table = "" if vendor == "sqlite" else " ON {table}"
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_{act}" + on_table.format(table=table)
        for table in (*FROZEN_TABLES, EVENTS_TABLE)
        for act in _acts(vendor)
    ]


def _acts(vendor):
    return ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")


def _create_sqlite():
    statements = [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for table, message in FROZEN_TABLES.items()
        for act in _acts("sqlite")
    ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{EVENTS_MESSAGE}'); END"
    return [
        *statements,
        f"CREATE TRIGGER {EVENTS_TABLE}_no_update BEFORE UPDATE ON {EVENTS_TABLE} {refuse}",
        (
            f"CREATE TRIGGER {EVENTS_TABLE}_no_delete BEFORE DELETE ON {EVENTS_TABLE} "
            f"WHEN NOT {ERASED} {refuse}"
        ),
    ]


def _create_postgresql():
    refuse = (
        "CREATE OR REPLACE FUNCTION surveys_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
    )
    refuse_unless_erased = (
        "CREATE OR REPLACE FUNCTION surveys_refuse_unless_erased() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN IF {ERASED} THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
    )
    messages = {**FROZEN_TABLES, EVENTS_TABLE: EVENTS_MESSAGE}
    statements = [refuse, refuse_unless_erased]
    for table, message in messages.items():
        for act in _acts("postgresql"):
            each = "STATEMENT" if act == "truncate" else "ROW"
            guarded = table == EVENTS_TABLE and act == "delete"
            function = "surveys_refuse_unless_erased" if guarded else "surveys_refuse"
            statements.append(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}('{message}')"
            )
    return statements
