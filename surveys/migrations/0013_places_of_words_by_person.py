"""SQLite's index of words anew: its places are found by who answered which question."""

from django.db import migrations

from surveys.searching import BACKENDS


def make_anew(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    backend = BACKENDS["sqlite"]
    for statement in (*backend.drop, *backend.make, *backend.triggers):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0012_response_asked"),
    ]

    operations = [
        # Back: the tables serve the code of before as well, which only finds less by an index.
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
