"""Two addresses for whoever watches the site: does the process answer, and is it fit to serve."""

import logging

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from consult.durability import durability_problems


logger = logging.getLogger(__name__)


@require_safe
def live(request):
    """The process answers. Says nothing of the database, so that its restart restarts nothing."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(request):
    """The database answers, keeps what it acknowledges, and has the tables this code expects."""
    try:
        problems = durability_problems(connection) + _missing_tables()
    except DatabaseError as error:
        logger.error("database does not answer", extra={"kind": type(error).__name__})
        return HttpResponse("not ready: the database does not answer\n", "text/plain", 503)
    for problem in problems:
        logger.error("not ready: a database setting is wrong", extra={"kind": problem.split()[0]})
    if problems:
        # Names and values of settings would help an attacker; the log and `check` have them.
        text = "not ready: run `python manage.py check --tag durability --database default`\n"
        return HttpResponse(text, "text/plain", 503)
    return HttpResponse("ready\n", content_type="text/plain")


def _missing_tables():
    # The plan reads every migration file; once it was empty it stays so while this code runs.
    if cache.get("migrations_applied"):
        return []
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ["migrations are waiting; run `python manage.py migrate`"]
    cache.set("migrations_applied", True, 60)
    return []
