"""What a listing says in words that its facility doesn't offer, as another directory's does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facilities", "0015_changes")]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="denied",
            field=models.TextField(
                blank=True,
                default="",
                help_text="What it says in words that it doesn't offer.",
            ),
        ),
    ]
