"""Mail what begins and ends to be amiss: `manage.py watch`, every quarter of an hour."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from finder.watching.mailing import tell


class Command(BaseCommand):
    help = (
        "Look whether anything is amiss, as `check --deploy` does, and mail ALERTS_NOTIFY what "
        "began or ended since the last time. Safe to repeat."
    )
    requires_system_checks = []

    def handle(self, **options):
        try:
            began, ended = tell()
        except OSError as error:
            raise CommandError(
                f"WATCH_FILE={settings.WATCH_FILE} can't be written ({error.strerror}), so the "
                "same is told again next time. Set it to another file."
            ) from error
        for condition in began:
            self.stdout.write(f"{condition.message} {condition.advice}")
        for message in ended:
            self.stdout.write(f"Right again: {message}")
        if not began and not ended:
            self.stdout.write("Nothing has changed.")
