"""The numbers behind the conditions, asked of the database when Prometheus asks."""

import logging
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connections
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from callbacks.choices import OPEN
from callbacks.models import CallbackRequest
from facilities.models import Edition, Facility
from feedback.models import Report
from finder.watching.conditions import backup_at, conditions
from metrics import runs

logger = logging.getLogger(__name__)


class Installation(Collector):
    """What isn't counted by workers. Each answer holds all that could be learned."""

    def collect(self) -> Iterator[Metric]:
        """Yield the numbers; without the database those that need none, and that it is away."""
        yield InfoMetricFamily(
            "finder_release",
            "What is deployed.",
            {"release": settings.RELEASE, "revision": settings.REVISION},
        )
        yield from backup()
        try:
            yield from [*editions(), *queues(), *commands()]
            is_there = 1
        except DatabaseError as error:
            logger.warning("no numbers of the database: %s", type(error).__name__)
            is_there = 0
        yield GaugeMetricFamily("finder_database_up", "1 if it could be asked.", is_there)
        yield amiss()
        connections.close_all()


def backup() -> Iterator[Metric]:
    """Yield when the last backup was made, if there is a file that tells."""
    if settings.BACKUP_STAMP and (at := backup_at()):
        yield GaugeMetricFamily(
            "finder_backup_timestamp_seconds", "When the last backup was made.", at.timestamp()
        )


def editions() -> Iterator[Metric]:
    """Yield the year and the import of each current edition, and how many facilities are listed."""
    year = GaugeMetricFamily("finder_edition_year", "The year of a directory.", labels=["kind"])
    imported = GaugeMetricFamily(
        "finder_edition_imported_timestamp_seconds",
        "When a directory was imported; of several of a kind the oldest.",
        labels=["kind"],
    )
    oldest: dict[str, Edition] = {}
    for edition in Edition.objects.filter(is_current=True).order_by("-imported_at"):
        oldest[edition.kind] = edition
    for kind, edition in oldest.items():
        year.add_metric([kind], edition.year)
        imported.add_metric([kind], edition.imported_at.timestamp())
    yield from (year, imported)
    listed = Facility.objects.listed().count()
    yield GaugeMetricFamily("finder_facilities", "Facilities that the site lists.", listed)


def queues() -> Iterator[Metric]:
    """Yield how many people wait for a call, and how many reports for a look."""
    callbacks = CallbackRequest.objects.filter(state__in=OPEN).count()
    yield GaugeMetricFamily("finder_callbacks_waiting", "People who wait for a call.", callbacks)
    reports = Report.objects.open().count()
    yield GaugeMetricFamily("finder_reports_open", "Reports that wait for a look.", reports)


def commands() -> Iterator[Metric]:
    """Yield when each nightly command last did its work."""
    last = GaugeMetricFamily(
        "finder_command_last_success_timestamp_seconds",
        "When a command last ended well.",
        labels=["command"],
    )
    for command, at in runs.last().items():
        last.add_metric([command], at.timestamp())
    yield last


def amiss() -> Metric:
    """Return 1 for each condition that `manage.py check --deploy` would say."""
    family = GaugeMetricFamily(
        "finder_condition", "1 while something is amiss.", labels=["condition"]
    )
    for name in sorted({condition.name for condition in conditions()}):
        family.add_metric([name], 1)
    return family
