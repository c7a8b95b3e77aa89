"""The finder's settings with one more page, and static files in a folder of its own."""

from finder.settings import *  # noqa: F403
from finder.settings import VAR_DIR

ROOT_URLCONF = "benchmarks.urls"
STATIC_ROOT = VAR_DIR / "bench" / "static"
