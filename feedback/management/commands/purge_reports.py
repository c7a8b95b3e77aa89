"""Empty visitors' notes and delete reports whose time is over: `manage.py purge_reports`."""

from feedback import purging
from feedback.purging import DAYS_AFTER_CLOSING, DAYS_AT_MOST, DAYS_ON_RECORD
from visitor_forms.purge_command import PurgeCommand


class Command(PurgeCommand):
    help = (
        f"Empty what visitors wrote in reports {DAYS_AFTER_CLOSING} days after these were closed, "
        f"and {DAYS_AT_MOST} days after they came in whatever their state. What kind of mistake "
        f"was reported, and what came of it, is deleted {DAYS_ON_RECORD} days after closing."
    )
    purging = purging
    words = ("notes {}emptied", "closed reports {}deleted")
