"""Mail what begins and ends to be amiss: `manage.py watch`, every quarter of an hour."""

from django.core.management.base import BaseCommand

from finder.watching.mailing import tell


class Command(BaseCommand):
    help = (
        "Look whether anything is amiss, as `check --deploy` does, and mail ALERTS_NOTIFY what "
        "began or ended since the last time. Safe to repeat."
    )
    requires_system_checks = []

    def handle(self, **options):
        began, ended = tell()
        for condition in began:
            self.stdout.write(f"{condition.message} {condition.advice}")
        for message in ended:
            self.stdout.write(f"Right again: {message}")
        if not began and not ended:
            self.stdout.write("Nothing has changed.")
