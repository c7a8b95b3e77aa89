"""Take the second factor off an account: `manage.py reset_second_factor NAME`."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from staff import second_factor, sessions
from staff.models import StaffSession


class Command(BaseCommand):
    help = (
        "Reset the second factor of an account and end its sessions, for when both the app and "
        "the recovery codes are lost, and no other superuser can. It is put on record. The "
        "account sets up a new one at the next log-in."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the account's user name")

    def handle(self, *, name, **options):
        User = get_user_model()
        try:
            user = User.objects.get_by_natural_key(name)
        except User.DoesNotExist as error:
            raise CommandError(
                f"There is no account “{name}”. `manage.py createsuperuser` makes one."
            ) from error
        if not second_factor.reset(user, by="manage.py"):
            raise CommandError(f"“{name}” has no second factor: there is nothing to reset.")
        sessions.end(StaffSession.objects.filter(user=user))
        self.stdout.write(f"The second factor of “{name}” is reset, and all sessions ended.")
