"""Load what services mean: `manage.py load_taxonomy`."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from facilities.importing.changes import rebuild, versions
from facilities.models import Edition
from facilities.taxonomy.fixture import TaxonomyError, load_taxonomy


class Command(BaseCommand):
    help = "Load fixtures/taxonomy; when it means other services, derive the directory anew."

    def handle(self, *, verbosity, **options):
        try:
            with transaction.atomic():
                counts = load_taxonomy()
                current = Edition.objects.filter(is_current=True)
                if current.exclude(versions=versions()).exists():
                    changed, _unchanged = rebuild()
                    counts["facilities"] = changed
        except TaxonomyError as error:
            raise CommandError(f"fixtures/taxonomy/{error}. Nothing was changed.") from error
        if verbosity:
            done = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "unchanged"
            self.stdout.write(f"taxonomy: {done}")
