"""Keep contact details sealed and apart from answers."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0007_draft_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactDetail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("link", models.CharField(max_length=64, unique=True)),
                ("sealed", models.BinaryField()),
                ("expires_on", models.DateField(db_index=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_details",
                        to="surveys.survey",
                    ),
                ),
            ],
        ),
    ]
