#!/usr/bin/env python
"""Run the finder's management commands."""

import os
import sys

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line

# Their files are for the web server to read, too.
FOR_THE_WEB_SERVER = {"collectstatic", "write_error_pages"}

if __name__ == "__main__":
    # What all others write (database, sources, lists) is the user's alone.
    os.umask(0o022 if FOR_THE_WEB_SERVER.intersection(sys.argv[1:2]) else 0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finder.settings")
    try:
        if sys.argv[1:] == ["version"]:
            # Django answers this one itself, with its own version.
            django.setup()
            call_command("version")
        else:
            execute_from_command_line(sys.argv)
            if sys.argv[1:] and apps.ready and apps.is_installed("metrics"):
                from metrics.runs import note

                note(sys.argv[1], sys.argv[2:])
    except ImproperlyConfigured as error:
        sys.exit(f"manage.py: {error}")
