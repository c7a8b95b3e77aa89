"""Delete callback requests whose time is over: `manage.py purge_callbacks`, every night."""

from callbacks import purging
from callbacks.purging import DAYS_AFTER_CLOSING, DAYS_AT_MOST, DAYS_ON_RECORD
from visitor_forms.purge_command import PurgeCommand


class Command(PurgeCommand):
    help = (
        f"Delete callback requests {DAYS_AFTER_CLOSING} days after they were closed, and "
        f"{DAYS_AT_MOST} days after they came in whatever their state. Who worked on them stays "
        f"on record, by their numbers alone, for {DAYS_ON_RECORD} days."
    )
    purging = purging
    words = ("callback requests {}deleted", "accesses of earlier ones {}deleted")
