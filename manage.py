#!/usr/bin/env python
"""Run the finder's management commands."""

import os
import sys

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finder.settings")
    try:
        if sys.argv[1:] == ["version"]:
            # Django answers this one itself, with its own version.
            django.setup()
            call_command("version")
        else:
            execute_from_command_line(sys.argv)
            if sys.argv[1:] and apps.is_installed("metrics"):
                from metrics.runs import note

                note(sys.argv[1], sys.argv[2:])
    except ImproperlyConfigured as error:
        sys.exit(f"manage.py: {error}")
