"""Delete old records of log-ins, and sessions that are over: `manage.py purge_log_ins`."""

from staff import purging
from staff.purging import DAYS_ON_RECORD
from visitor_forms.purge_command import PurgeCommand


class Command(PurgeCommand):
    help = (
        f"Delete the record of log-ins after {DAYS_ON_RECORD} days, and sessions that are over. "
        "Every night; `clearsessions` isn't needed beside it."
    )
    purging = purging
    words = ("sessions that are over {}deleted", "log-ins on record {}deleted")
