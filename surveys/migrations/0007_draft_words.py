"""Let a half-filled survey be found again by words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0006_way_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="words_hash",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="wrapped_secret",
            field=models.BinaryField(null=True),
        ),
    ]
