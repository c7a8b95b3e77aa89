"""Two more kinds of relations, which say whom a search leaves out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facilities", "0008_service_presentation")]

    operations = [
        migrations.RemoveConstraint(
            model_name="servicerelation",
            name="servicerelation_kind_known",
        ),
        migrations.AlterField(
            model_name="servicerelation",
            name="kind",
            field=models.CharField(choices=[("without", "only without"), ("asked_by", "asked for with"), ("hidden_by", "left out of searches for"), ("denied_by", "denied by"), ("waived_by", "not looked for in searches for"), ("parts", "made of"), ("said_by", "said by"), ("answered_by", "answered by")], max_length=11),
        ),
        migrations.AddConstraint(
            model_name="servicerelation",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["without", "asked_by", "hidden_by", "denied_by", "waived_by", "parts", "said_by", "answered_by"])), name="servicerelation_kind_known"),
        ),
    ]
