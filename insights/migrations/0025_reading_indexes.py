"""Indexes that hold all that the reading page asks of codings, readings and opinions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0024_touched_answers"),
        ("surveys", "0013_places_of_words_by_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="coding",
            name="theme",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="codings",
                to="insights.theme",
            ),
        ),
        migrations.AddIndex(
            model_name="coding",
            index=models.Index(
                fields=["theme", "answer", "state", "sureness", "source"], name="coding_of_theme"
            ),
        ),
        migrations.AddIndex(
            model_name="answerreading",
            index=models.Index(fields=["codebook", "outcome", "answer"], name="reading_outcome"),
        ),
        migrations.AddIndex(
            model_name="secondopinion",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)),
                fields=["codebook", "answer"],
                name="opinion_pending",
            ),
        ),
    ]
