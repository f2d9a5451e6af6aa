"""An index of the words of answers (surveys/searching.py), and one of responses by day.

A later migration that remakes the answers' table on SQLite must take the triggers off before and
put them on after, as 0004 does with those of permission events.
"""

from django.db import migrations, models
from django.db.models.functions import Length

from surveys.searching import BACKENDS


def make(apps, schema_editor):
    backend = BACKENDS[schema_editor.connection.vendor]
    for statement in (*backend.make, *backend.triggers):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in BACKENDS[schema_editor.connection.vendor].drop:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0009_step_counts"),
    ]

    operations = [
        migrations.RunPython(make, drop),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["survey", "received_day", "id"], name="response_received"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                "question", Length("text").desc(), models.F("id").desc(), name="answer_length"
            ),
        ),
    ]
