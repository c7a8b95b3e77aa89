"""The directory in the admin: look everything up, change what an import respects."""

from facilities.admin import correction, facility, merge, read_only

__all__ = ["correction", "facility", "merge", "read_only"]
