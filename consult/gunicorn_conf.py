"""How gunicorn runs the site. Give `--bind` on the command line; `make run` does."""

import os

from django.urls import get_resolver


# Two processes, so that one that dies does not take the site with it; threads for people on slow
# lines. WEB_WORKERS raises it on a larger machine (docs/operations.md).
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
# The program is loaded once and forked: a worker that dies is back in a moment, not in seconds.
preload_app = True
threads = int(os.environ.get("WEB_THREADS", "4"))
# Longer than the 20 seconds the database is waited for, so that its polite page can be sent.
timeout = 60
graceful_timeout = 30
keepalive = 5
# Memory is given back now and then; the spread keeps workers from restarting together.
max_requests = 5_000
max_requests_jitter = 500
# Heartbeat files in memory: on a slow disk a sync elsewhere could make a live worker look dead.
# gunicorn makes each file with a random name and its worker's owner only.
SHARED_MEMORY = "/dev/shm"  # nosec B108
worker_tmp_dir = SHARED_MEMORY if os.path.isdir(SHARED_MEMORY) else None
accesslog = None
errorlog = "-"
logger_class = "consult.server_log.QuietLogger"
# Not "warning": gunicorn writes the address of whoever sends a malformed request at that level.
loglevel = "error"
capture_output = False
# What a request line may hold; our own addresses are far shorter.
limit_request_line = 2_048
limit_request_fields = 60
limit_request_field_size = 8_190


def when_ready(server):
    """Load every view before the first fork. Nothing here may open the database: forks would share
    its connection."""
    list(get_resolver().url_patterns)
