"""Fill in what editions cover and whose questions their rows answer, of what was imported before.

What follows from it is derived anew by the next `prepare` or import: the cleaning's version
changed with this.
"""

from django.db import migrations

OF_TYPE = {"MH": "mh", "OTP": "otp"}


def fill_in(apps, schema_editor):
    Edition = apps.get_model("facilities", "Edition")
    Listing = apps.get_model("facilities", "Listing")
    for edition in Edition.objects.filter(kind__in=["su", "mh", "curated"]):
        edition.covers = {edition.kind: ["US"]}
        edition.save(update_fields=["covers"])
        Listing.objects.filter(edition=edition).update(questionnaire=edition.kind)
    for edition in Edition.objects.filter(kind__in=["export", "api"]):
        pks = {}
        for pk, raw in Listing.objects.filter(edition=edition).values_list("pk", "raw").iterator():
            kind = str(raw.get("type_facility") or "").strip().upper()
            pks.setdefault(OF_TYPE.get(kind, "su"), []).append(pk)
        for questionnaire, rows in pks.items():
            for start in range(0, len(rows), 500):
                batch = Listing.objects.filter(pk__in=rows[start : start + 500])
                batch.update(questionnaire=questionnaire)


class Migration(migrations.Migration):
    dependencies = [("facilities", "0006_answers")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
