"""What other apps may want to know."""

from django.dispatch import Signal

# A Correction was made or changed in the admin: `correction`, and the `request` it came by.
corrected = Signal()
