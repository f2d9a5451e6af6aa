"""The index of responses by day also holds all that people are filtered by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0011_search_without_held"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="response", name="response_received"),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                fields=[
                    "survey",
                    "received_day",
                    "id",
                    "audience",
                    "age_band",
                    "language",
                    "channel",
                    "version",
                ],
                name="response_received",
            ),
        ),
    ]
