"""When the directory changed last, for `Last-Modified`. Null until it changes again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facilities", "0016_listing_denied")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, null=True),
        ),
    ]
