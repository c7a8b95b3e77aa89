"""Remove a list of other places that help: `manage.py remove_resources TITLE`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from resources.importing import remove_list
from resources.models import ResourceList


class Command(BaseCommand):
    help = "Remove a list of other places that help, with all its places. Without TITLE: name them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("title", nargs="?", metavar="TITLE", help="of the list")
        parser.add_argument("--kind", help="where lists of two kinds have one title")

    def handle(self, *args: Any, **options: Any) -> None:
        title, kind = options["title"], options["kind"]
        lists = ResourceList.objects.all()
        if title is None:
            self.stdout.write("\n".join(map(named, lists)) or "There are no lists.")
            return
        matching = [each for each in lists if each.title == title and kind in (None, each.kind)]
        if len(matching) != 1:
            problem = "There is no such list" if not matching else "There are several: say --kind"
            shown = "".join(f"\n  {named(each)}" for each in matching or lists)
            raise CommandError(f"{title}: {problem}. Nothing was changed.{shown}")
        number = remove_list(matching[0])
        if options["verbosity"]:
            places = "1 place" if number == 1 else f"{number:,} places"
            self.stdout.write(f"{title}: removed, with {places}")


def named(listing: ResourceList) -> str:
    """Return what tells a list from the others."""
    return f"{listing.title} ({listing.kind})"
