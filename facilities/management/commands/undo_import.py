"""Go back to the edition before: `manage.py undo_import`."""

from django.core.management.base import BaseCommand, CommandError

from facilities.importing.command_line import tell_imported
from facilities.importing.going_back import NothingBefore, go_back, newest
from facilities.importing.lock import ImportRunning
from facilities.models import Edition


class Command(BaseCommand):
    help = (
        "Take out the edition that was imported last and put the one it replaced in its place "
        "again. No address of a facility changes."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--kind",
            choices=Edition.Kind.values,
            default="",
            help="the last edition of this kind, instead of the last of all",
        )

        parser.add_argument(
            "--take-out",
            action="store_true",
            help="take out an edition that replaced no other, too; nothing takes its place",
        )

    def handle(self, *, kind, take_out, verbosity, **options):
        try:
            done = go_back(newest(kind, take_out))
        except (NothingBefore, ImportRunning) as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        if verbosity:
            self.stdout.write("\n".join(done.lines()))
        tell_imported(self)
