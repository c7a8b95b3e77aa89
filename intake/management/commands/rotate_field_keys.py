"""Encrypt anew, under the newest of FIELD_KEYS, what older keys encrypted."""

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from intake.crypto import NO_KEY, Unreadable
from intake.fields import EncryptedTextField


class Command(BaseCommand):
    help = (
        "Encrypt everything anew under the first key of FIELD_KEYS. Afterwards the other keys "
        "can go. Safe to repeat; what is being edited meanwhile waits for its turn."
    )

    def handle(self, **options):
        if not settings.FIELD_KEYS:
            raise CommandError(NO_KEY)
        for model in apps.get_models():
            if fields := encrypted_fields(model):
                self.stdout.write(f"{model._meta.verbose_name_plural}: {self._rotate(model)} rows")
                self.stdout.write(f"  {', '.join(fields)}")

    def _rotate(self, model):
        pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        return sum(self._rotate_one(model, pk) for pk in pks)

    def _rotate_one(self, model, pk):
        """Save one row again: its fields, and the fingerprints its model makes when saved."""
        try:
            with transaction.atomic():
                row = model._default_manager.select_for_update().filter(pk=pk).first()
                if row is None:  # deleted since
                    return 0
                row.save()
        except Unreadable as error:
            name = f"{model._meta.verbose_name} {pk}"
            raise CommandError(f"{name}: {error} Add the key that made it, and repeat.") from error
        return 1


def encrypted_fields(model):
    """Return the names of a model's encrypted fields."""
    return [
        field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)
    ]
