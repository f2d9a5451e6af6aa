"""Who said yes or no, how, and the hashes that bind the events of a response together.

SQLite makes a table anew to add a column, and its triggers are lost with the old one: they are
taken off before and put on after.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from surveys.triggers import create_statements, drop_statements


def freeze(apps, schema_editor):
    for statement in create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def thaw(apps, schema_editor):
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0003_response_option_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(thaw, freeze),
        migrations.AddField(
            model_name="consentevent",
            name="actor",
            field=models.CharField(
                blank=True,
                choices=[
                    ("child", "A child"),
                    ("young_person", "A young person"),
                    ("parent", "A parent or carer"),
                    ("practitioner", "Somebody who works with families"),
                    ("adult", "Another adult"),
                    ("facilitator", "Somebody who led a session"),
                    ("staff_on_request", "Staff, because the person asked"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="kind",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("web", "On the site"),
                    ("paper", "On paper"),
                    ("phone", "By phone"),
                    ("in_person", "In person"),
                    ("imported", "In a file from elsewhere"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="prev_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="relationship",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="consentstatement",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consentstatement",
            name="effective_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="consentevent",
            name="value",
            field=models.CharField(
                choices=[
                    ("granted", "Yes"),
                    ("refused", "No"),
                    ("withdrawn", "Taken back"),
                    ("expired", "Ran out"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(freeze, thaw),
    ]
