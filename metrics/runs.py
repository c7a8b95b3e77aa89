"""Commands that run by themselves: they note that they did their work, and others ask."""

import logging

from django.db import DatabaseError
from django.utils import timezone

from metrics.models import LastRun

logger = logging.getLogger(__name__)

# Commands that a timer starts, at least so often: days, with some hours of grace.
COMMANDS = {
    "purge_callbacks": 2,
    "purge_reports": 2,
    "purge_log_ins": 2,
    "purge_counts": 35,
    "update_directory": 2,
}


def note(command, arguments=()):
    """Note that a command has done its work; a rehearsal is none."""
    if command not in COMMANDS or {"--dry-run", "--check", "--help", "-h"} & {*arguments}:
        return
    try:
        LastRun.objects.update_or_create(command=command, defaults={"at": timezone.now()})
    except DatabaseError as error:
        logger.warning("%s ran, but that can't be noted: %s", command, type(error).__name__)


def last():
    """Return {command: when it last ended well}."""
    return dict(LastRun.objects.values_list("command", "at"))
