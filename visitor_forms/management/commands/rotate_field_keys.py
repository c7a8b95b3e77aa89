"""Re-encrypt, under the newest of FIELD_KEYS, what older keys encrypted."""

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from visitor_forms.crypto import NO_KEY, Unreadable
from visitor_forms.fields import EncryptedTextField, is_sealed

MOST_NAMED = 20
SEALED = (
    "No key in FIELD_KEYS opens these, so they stay as they are: {}. "
    "Add the key that made them at the end of FIELD_KEYS, and repeat."
)
TWICE = (
    "The newest key has these twice, so they stay as they are: {}. "
    "Close one of the two (a phone has one open request), and repeat; keep the old keys until then."
)


class Command(BaseCommand):
    help = (
        "Encrypt everything anew under the first key of FIELD_KEYS. Afterwards the other keys "
        "can go. Safe to repeat; what is being edited meanwhile waits for its turn. Rows that "
        "can't be encrypted anew stay as they are, and are named at the end."
    )

    def handle(self, **options):
        if not settings.FIELD_KEYS:
            raise CommandError(NO_KEY)
        left = {SEALED: [], TWICE: []}
        for model in apps.get_models():
            if fields := encrypted_fields(model):
                done = self._rotate(model, left)
                self.stdout.write(f"{model._meta.verbose_name_plural}: {done} rows")
                self.stdout.write(f"  {', '.join(fields)}")
        if problems := [why.format(some(names)) for why, names in left.items() if names]:
            raise CommandError("\n".join(problems))

    def _rotate(self, model, left):
        """Return how many rows were re-encrypted; add the names of the rest to `left`."""
        done = 0
        for pk in list(model._default_manager.order_by("pk").values_list("pk", flat=True)):
            try:
                done += self._rotate_one(model, pk)
                continue
            except Unreadable:
                why = SEALED
            except IntegrityError:
                why = TWICE
            left[why].append(f"{model._meta.verbose_name} {pk}")
        return done

    def _rotate_one(self, model, pk):
        """Save one row again: its fields, and the fingerprints its model makes when saved.

        Return whether it is still there. Unreadable, IntegrityError: it stays as it is.
        """
        with transaction.atomic():
            row = model._default_manager.select_for_update().filter(pk=pk).first()
            if row and is_sealed(row):
                raise Unreadable
            if row:
                row.save()
        return bool(row)


def some(names):
    """Return a list of names as text, shortened after MOST_NAMED."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def encrypted_fields(model):
    """Return the names of a model's encrypted fields."""
    return [
        field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)
    ]
