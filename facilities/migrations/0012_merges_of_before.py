"""Write down as merges what was merged by hand, and let go what was merged into itself."""

from django.db import migrations
from django.db.models import F

REASON = "Merged before this record existed"


def end_of(pk, into):
    """Return what stands for the facility with a pk; None where that leads back to it."""
    passed = set()
    while pk in into:
        if pk in passed:
            return None
        passed.add(pk)
        pk = into[pk]
    return pk


def in_circles(into):
    """Return the pks of facilities that were merged into themselves, at once or around a corner."""
    circles = set()
    for start in into:
        pk, passed = into[start], set()
        while pk in into and pk != start and pk not in passed:
            passed.add(pk)
            pk = into[pk]
        if pk == start:
            circles.add(start)
    return circles


def write_down(apps, schema_editor):
    Facility = apps.get_model("facilities", "Facility")
    Merge = apps.get_model("facilities", "Merge")
    Listing = apps.get_model("facilities", "Listing")
    Edition = apps.get_model("facilities", "Edition")
    merged = Facility.objects.exclude(merged_into=None)
    into = dict(merged.values_list("pk", "merged_into_id").order_by("pk"))
    circles = in_circles(into)
    Facility.objects.filter(pk__in=circles).update(merged_into=None)
    into = {pk: other for pk, other in into.items() if pk not in circles}
    for pk, other in into.items():
        Merge.objects.create(facility_id=pk, into_id=other, reason=REASON)
        survivor = end_of(pk, into)
        Facility.objects.filter(pk=pk).update(merged_into=survivor)
        Listing.objects.filter(facility=pk).update(facility=survivor, merged_from=pk)
    if into or circles:
        # Rows have other facilities now, which the next load_taxonomy or import derives anew.
        Edition.objects.filter(is_current=True).update(versions="")


def take_back(apps, schema_editor):
    Listing = apps.get_model("facilities", "Listing")
    rows = Listing.objects.exclude(merged_from=None)
    rows.update(facility=F("merged_from"), merged_from=None)
    apps.get_model("facilities", "Merge").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("facilities", "0011_sources_and_merges")]

    operations = [migrations.RunPython(write_down, take_back)]
