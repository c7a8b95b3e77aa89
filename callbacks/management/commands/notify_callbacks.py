"""Send the mails about callback requests that couldn't be sent: `manage.py notify_callbacks`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from callbacks.notifying import notify, unnotified


class Command(BaseCommand):
    help = "Send a mail about each new callback request of which none has been sent yet."

    def handle(self, **options):
        if not settings.CALLBACKS_NOTIFY:
            raise CommandError("CALLBACKS_NOTIFY is not set: there is nobody to tell.")
        sent = notify()
        if left := unnotified().count():
            raise CommandError(f"{sent} mails sent; {left} could not be, see the log.")
        self.stdout.write(f"{sent} mails sent")
