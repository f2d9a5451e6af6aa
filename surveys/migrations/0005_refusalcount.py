"""Count who said no where a child and an adult both have a say."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_evidence")]
    operations = [
        migrations.CreateModel(
            name="RefusalCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("audience", models.CharField(max_length=40)),
                ("week", models.DateField()),
                (
                    "said_by",
                    models.CharField(
                        choices=[
                            ("adult", "The adult"),
                            ("child", "The child, after an adult had said yes"),
                        ],
                        max_length=10,
                    ),
                ),
                ("people", models.PositiveIntegerField(default=0)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusal_counts",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "audience", "week", "said_by"),
                        name="refusals_counted_once",
                    )
                ],
            },
        ),
    ]
