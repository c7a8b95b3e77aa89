"""Print a new key for FIELD_KEYS: `manage.py new_field_key`."""

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Print a new key. Put it first in FIELD_KEYS, before a comma and the keys already "
        "there; then run rotate_field_keys, and drop the old ones."
    )
    requires_system_checks = []

    def handle(self, **options):
        self.stdout.write(Fernet.generate_key().decode())
