"""What other apps may want to know."""

from django.dispatch import Signal

# A Correction was made or changed in the admin: `correction`, and the `request` it came by.
corrected = Signal()

# A command changed the directory as a whole, and that is committed.
imported = Signal()
