"""Takes what was deleted out of PostgreSQL's pages sooner than PostgreSQL does itself.

A deleted row stays in its page until a vacuum gives the room to others, and a word stays in the
index of words for good, though it leads to no answer any more: that is made anew. SQLite
overwrites both as it deletes (docs/decisions).
"""

from django.core.cache import cache
from django.db import connection

from surveys.searching import TABLE


DONE = "deleted answers that are out of the pages"
LOCK = 4_417_301  # any number that nobody else locks
DELETED = "SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = 'surveys_answer'"
# Nobody waits for these. What a worker that died left half made holds words too.
INDEX_ANEW = (
    f"DROP INDEX CONCURRENTLY IF EXISTS {TABLE}_ccnew",
    f"DROP INDEX CONCURRENTLY IF EXISTS {TABLE}_ccold",
    f"REINDEX INDEX CONCURRENTLY {TABLE}",
)


def clear_old_pages() -> bool:
    """Clear the pages if answers were deleted since the last time; return whether it was done.

    Call it outside a transaction: PostgreSQL does none of this within one.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        deleted = _number(cursor, DELETED)
        if not deleted or cache.get(DONE) == deleted:
            return False
        if not _number(cursor, "SELECT pg_try_advisory_lock(%s)", LOCK):
            return False  # another worker is at it
        try:
            _clear(cursor)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    cache.set(DONE, deleted, None)
    return True


def _clear(cursor):
    # All of ours: what was said of an answer went with it.
    for table in connection.introspection.django_table_names(only_existing=True):
        cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    for statement in INDEX_ANEW:
        cursor.execute(statement)


def _number(cursor, question, *values):
    cursor.execute(question, values)
    (found,) = cursor.fetchone()
    return found
