"""The WSGI entry point that gunicorn serves."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finder.settings")
# What the process writes is its user's alone: database, its log, what sources sent.
os.umask(0o077)
django.setup(set_prefix=False)

import derived  # noqa: E402  (models need what is set up above)
from database import watching  # noqa: E402
from finder.handling.handler import Handler  # noqa: E402

application = Handler()
derived.build_aside()
watching.start()
