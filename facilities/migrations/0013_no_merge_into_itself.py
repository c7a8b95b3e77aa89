from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facilities", "0012_merges_of_before")]

    operations = [
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="facility_merged_into_another",
            ),
        ),
    ]
