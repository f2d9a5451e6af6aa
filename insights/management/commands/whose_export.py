"""manage.py whose_export FILE: which export a copy was made from, and who asked for it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from insights.actions.tracing import trace_copy
from insights.exports.whose import UnknownFile


class Command(BaseCommand):
    """Names people to nobody: it says which file, for whom it was made, and why."""

    help = "Say which file a copy of answers was made from, by its names or the order of its rows."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the copy: .xlsx, .ods, .csv, .jsonl or .zip")

    def handle(self, *, file, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            found = trace_copy(path=file)
        except UnknownFile as error:
            raise CommandError(
                f"{file} cannot be read. Save it as .xlsx, .ods or .csv and try again."
            ) from error
        for export, match in found:
            self.stdout.write(
                f"Export {export.pk} ({export.kind} of {export.survey.slug}), made on "
                f"{export.finished_at:%Y-%m-%d} for {export.requested_by or 'the command line'}: "
                f"“{export.purpose}”. {match.names} of its made-up names are in the copy; "
                f"{match.in_order} of {match.pairs} neighbouring answers are in its order."
            )
        if not found:
            self.stdout.write(
                "No export is known by this copy. Too few rows are left, they were sorted, or the "
                "people in it have taken their answers back."
            )
