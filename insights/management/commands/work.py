"""The worker: takes queued jobs, gives back those of dead workers, sweeps what is over."""

import signal
from threading import Event
from time import monotonic

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from insights.actions.counting import keep_counts
from insights.actions.export import sweep_files
from insights.tasks import ask_for_workers
from surveys.actions.asking import purge_settled_ways
from surveys.actions.contacts import expire_contacts
from surveys.actions.drafts import purge_expired
from surveys.old_pages import clear_old_pages


SWEEP_SECONDS = 60 * 60
COUNT_SECONDS = 30


class Command(BaseCommand):
    help = (
        "Do the long work of the site: look for themes, make files. Run as many workers as the "
        "machine has room for. Ctrl+C, or SIGTERM, lets the job in hand finish first."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits, then stop")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks")

    def handle(self, *, once, interval, **options):
        self.stopping, self.worker, self.swept_at = Event(), None, -float(SWEEP_SECONDS)
        self.counted_at = -float(COUNT_SECONDS)
        before = {each: signal.signal(each, self.stop) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            self.work(once, interval)
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def work(self, once, interval):
        while not self.stopping.is_set():
            self.sweep()
            self.count()
            asked = ask_for_workers()
            self.drain()
            if once and not asked:
                return
            if not asked:
                self.stopping.wait(interval)

    def drain(self):
        """Do every task in the queue; django-tasks-db's own worker does the taking."""
        self.worker = Worker(
            queue_names=["default"],
            interval=0.5,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.worker.running = not self.stopping.is_set()
        self.worker.run()

    def sweep(self):
        if monotonic() - self.swept_at >= SWEEP_SECONDS:
            self.swept_at = monotonic()
            purge_expired()
            expire_contacts()
            purge_settled_ways()
            sweep_files()
            clear_old_pages()

    def count(self):
        """Count the large surveys whose counts are gone or old."""
        if monotonic() - self.counted_at >= COUNT_SECONDS:
            self.counted_at = monotonic()
            keep_counts()

    def stop(self, signum, frame):
        """Finish the job in hand. A second signal ends at once: the job is taken up again."""
        self.stopping.set()
        if self.worker:
            self.worker.running = False
        signal.signal(signum, signal.SIG_DFL)
