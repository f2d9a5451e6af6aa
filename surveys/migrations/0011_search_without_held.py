"""The index of words anew, without answers that are held for safeguarding.

There is no way back: the index before held more than anybody may find.
"""

from django.db import migrations

from surveys.searching import BACKENDS


def make_anew(apps, schema_editor):
    backend = BACKENDS[schema_editor.connection.vendor]
    for statement in (*backend.drop, *backend.make, *backend.triggers):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0010_search"),
    ]

    operations = [
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
