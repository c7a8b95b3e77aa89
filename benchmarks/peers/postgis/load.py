"""Fill the peer's database: `python -m benchmarks.child peers.postgis.load`."""

import json
from pathlib import Path

from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import connection

from benchmarks.peers.postgis.filters import WGS84, Link
from benchmarks.peers.postgis.models import Facility, Group, Service

BATCH = 5000
COPIED = (
    *("public_id", "name", "program", "street", "street2", "city", "state", "zip", "county"),
    *("phone", "website"),
)


def measure(path):
    """Make the tables and fill them with what is exported at `path`; return the PostGIS version."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    call_command("migrate", run_syncdb=True, verbosity=0)
    exported = json.loads(Path(path).read_text())
    services = {}
    for row in exported["groups"]:
        group = Group.objects.create(slug=row["slug"], needs_all=row["rule"] == "all")
        for slug in row["services"]:
            services[slug] = Service.objects.create(slug=slug, group=group)
    facilities = [
        Facility(
            **{name: row[name] for name in COPIED},
            location=Point(row["longitude"], row["latitude"], srid=WGS84),
        )
        for row in exported["facilities"]
    ]
    Facility.objects.bulk_create(facilities, BATCH)
    links = [
        Link(facility=facility, service=services[slug])
        for facility, row in zip(facilities, exported["facilities"], strict=True)
        for slug in row["services"]
    ]
    Link.objects.bulk_create(links, BATCH)
    with connection.cursor() as cursor:
        # What autovacuum does some time later.
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT postgis_lib_version()")
        return cursor.fetchone()[0]
