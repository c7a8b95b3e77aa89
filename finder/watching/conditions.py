"""What is amiss with an installation, each in a sentence, and what to do.

`manage.py check --deploy` says all of it, `manage.py watch` mails what begins and ends.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from facilities.models import Edition, Facility
from guides.models import Guide
from metrics import runs
from places.resolve import resolve

# A nightly backup, and some hours for it.
HOURS_OF_BACKUP = 26
# Official directories come once a year.
MONTHS_OF_EDITION = 18
LAST_RUN = runs.LastRun._meta.db_table
TIMERS = "Start its timer (docs/deploying.md)."


@dataclass(frozen=True)
class Condition:
    """Something that is amiss: `name` never changes while it lasts, `message` may."""

    name: str
    message: str
    advice: str


def conditions() -> list[Condition]:
    """Return all that is amiss now."""
    return [*of_settings(), *of_backup(), *of_database()]


def of_settings() -> Iterator[Condition]:
    """Yield what is wrong with settings, though the site runs with them."""
    if not (settings.SECURITY_CONTACT or settings.CONTACT_EMAIL):
        yield Condition(
            "no-security-contact",
            "Who finds a hole in the site's security can't write to anyone.",
            "Set SECURITY_CONTACT to a mail address.",
        )
    if len(set(settings.FIELD_KEYS)) < len(settings.FIELD_KEYS):
        yield Condition(
            "same-field-key",
            "FIELD_KEYS holds the same key twice, so nothing is encrypted anew by a rotation.",
            "Put a new key first: `manage.py new_field_key` prints one.",
        )
    if settings.METRICS_PORT and not is_private(settings.METRICS_HOST):
        yield Condition(
            "public-metrics",
            f"METRICS_HOST={settings.METRICS_HOST} may show the site's numbers to everyone.",
            "Set it to 127.0.0.1, or to an address of your own network.",
        )


def is_private(host: str) -> bool:
    """Tell whether only this machine or a private network reaches an address."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or (address.is_private and not address.is_unspecified)


def of_backup() -> Iterator[Condition]:
    """Yield that the last backup is too old, if there is a file that tells."""
    if not settings.BACKUP_STAMP:
        return
    at = backup_at()
    if at is None:
        yield Condition(
            "backup",
            f"There is no backup: BACKUP_STAMP={settings.BACKUP_STAMP} isn't there.",
            "Start the backup's timer, and see what it says (docs/deploying.md).",
        )
    elif timezone.now() - at > timedelta(hours=HOURS_OF_BACKUP):
        yield Condition(
            "backup",
            f"The last backup is from {day(at)}.",
            "See what the backup's timer says: is the disk full?",
        )


def backup_at() -> datetime | None:
    """Return when the last backup was made, or None."""
    try:
        seconds = Path(settings.BACKUP_STAMP).stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone())


def of_database() -> Iterator[Condition]:
    """Yield what the database knows to be amiss, or that it can't be asked."""
    try:
        if LAST_RUN not in connection.introspection.table_names():
            return  # not prepared yet
        yield from [*of_commands(), *of_editions(), *of_guides(), *of_operator()]
    except DatabaseError as error:
        yield Condition(
            "database",
            f"The database can't be asked: {type(error).__name__}.",
            "Is it running, and is DATABASE_URL right?",
        )


def of_commands() -> Iterator[Condition]:
    """Yield the commands that should have run by themselves and didn't."""
    last = runs.last()
    for command in needed():
        at, days = last.get(command), runs.COMMANDS[command]
        if at is None:
            yield Condition(command, f"`manage.py {command}` has never run.", TIMERS)
        elif timezone.now() - at > timedelta(days=days):
            yield Condition(command, f"`manage.py {command}` last ran on {day(at)}.", TIMERS)


def needed() -> list[str]:
    """Return the commands whose work is promised to somebody on this installation."""
    wanted = ["purge_log_ins", "purge_counts"]
    if settings.CALLBACKS_ENABLED:
        wanted.append("purge_callbacks")
    if settings.FIELD_KEYS:
        wanted.append("purge_reports")
    return wanted


def of_editions() -> Iterator[Condition]:
    """Yield the directories that are older than a year and a half."""
    oldest = timezone.now() - timedelta(days=MONTHS_OF_EDITION * 30.4)
    current = Edition.objects.filter(is_current=True, is_demo=False)
    # Of an official directory its year counts, which it appears in the course of.
    for edition in current.exclude(kind=Edition.Kind.CURATED):
        if edition.imported_at < oldest or edition.year < oldest.year:
            yield Condition(
                f"edition-{edition.kind}",
                f"{edition.title} is of {edition.year}, imported on {day(edition.imported_at)}.",
                "Import a newer one: `manage.py update_directory --check` says which there is.",
            )


def of_guides() -> Iterator[Condition]:
    """Yield that published guides rest on rules whose last day has come."""
    guides = Guide.objects.published().only("slug", "sources")
    if slugs := sorted({guide.slug for guide in guides if guide.ended}):
        yield Condition(
            "guides-ended-rules",
            f"Rules have ended that these guides rest on, as their pages say: {', '.join(slugs)}.",
            "See what holds now, and write it and the new day in the admin (docs/guides.md), or "
            "update to a newer release.",
        )


def of_operator() -> Iterator[Condition]:
    """Yield what the operator names and the directory doesn't know."""
    if settings.OPERATOR_AREA and resolve(settings.OPERATOR_AREA).place is None:
        yield Condition(
            "operator-area",
            f"OPERATOR_AREA={settings.OPERATOR_AREA} is no place that the finder knows, so "
            "the search box of the first page leads nowhere.",
            "Write it as the search understands it, as in Bay County, MA.",
        )
    named = settings.OPERATOR_FACILITIES
    listed = Facility.objects.listed().filter(public_id__in=named).values_list("public_id")
    if missing := sorted(set(named) - {public_id for (public_id,) in listed}):
        yield Condition(
            "operator-facilities",
            f"OPERATOR_FACILITIES names what the directory doesn't list: {', '.join(missing)}.",
            "Take the ids from the addresses of the places' pages, after /facility/.",
        )


def day(at: datetime) -> str:
    """Return a moment's day."""
    return f"{timezone.localtime(at):%Y-%m-%d}"
