"""The WSGI entry point that gunicorn serves.

Gunicorn's master imports it, and workers are forked from that: so no thread is started here, and no
database asked. What each worker does then: deploy/gunicorn.conf.py.
"""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finder.settings")
# What the process writes is its user's alone: database, its log, what sources sent.
os.umask(0o077)
try:
    django.setup(set_prefix=False)
except ImproperlyConfigured as error:
    # A sentence without a traceback; with this code gunicorn stops instead of trying again.
    sys.stderr.write(f"gunicorn: {error}\n")
    sys.exit(Arbiter.APP_LOAD_ERROR)

import derived  # noqa: E402  (models need what is set up above)
from derived import snapshots  # noqa: E402
from finder.handling.handler import Handler  # noqa: E402
from finder.worker import kept_pages  # noqa: E402

application = Handler()
derived.build_aside()
derived.read_kept(snapshots.read)
kept_pages.turn_on()
