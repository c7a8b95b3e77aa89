"""What a facility offers moves from a row for each service into one text of its own."""

from itertools import groupby
from operator import itemgetter

from django.db import migrations, models

ROWS = 20_000
UPDATE = "UPDATE facilities_facility SET offered = %s WHERE id = %s"
# Seconds for a nation, in both databases: each facility's text is looked through for each service.
INSERT = """
    INSERT INTO facilities_facilityservice (facility_id, service_id)
    SELECT facility.id, service.id FROM facilities_facility facility
    JOIN facilities_service service ON facility.offered LIKE '% ' || service.id || ' %'
"""


def rows_to_texts(apps, editor):
    of_a_row = ("facility_id", "service_id")
    rows = apps.get_model("facilities", "FacilityService").objects.order_by(*of_a_row)
    pairs = rows.values_list(*of_a_row).iterator(ROWS)
    texts = [
        (f" {' '.join(str(service) for _facility, service in own)} ", facility)
        for facility, own in groupby(pairs, itemgetter(0))
    ]
    with editor.connection.cursor() as cursor:
        cursor.executemany(UPDATE, texts)


def texts_to_rows(_apps, editor):
    with editor.connection.cursor() as cursor:
        cursor.execute(INSERT)


class Migration(migrations.Migration):
    dependencies = [("facilities", "0017_revision_changed_at")]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="offered",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(offered="")
                | models.Q(offered__startswith=" ", offered__endswith=" "),
                name="facility_offered_has_blanks_around",
            ),
        ),
        migrations.RunPython(rows_to_texts, texts_to_rows),
        migrations.RemoveField(model_name="facility", name="services"),
        migrations.DeleteModel(name="FacilityService"),
    ]
