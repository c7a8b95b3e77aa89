"""How gunicorn serves the finder, on a laptop and in production alike.

    gunicorn --config deploy/gunicorn.conf.py finder.wsgi

Environment: PORT (8000) or BIND (an address and port, or unix:/path, in its place),
WEB_CONCURRENCY (worker processes, 2), FORWARDED_ALLOW_IPS (the proxies that are believed when they
say a request came by https; this machine), LOG_FORMAT (text, or json), METRICS_PORT (where numbers
for Prometheus are served; nowhere).
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from django.apps import apps  # noqa: E402

from serving import log_queue, memory, reloading  # noqa: E402
from serving.logs import Discreet, JsonLogger  # noqa: E402
from serving.reloading import seats  # noqa: E402
from serving.seats import FREE  # noqa: E402
from serving.worker import Worker  # noqa: E402

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
# Threads, so that a streamed CSV doesn't hold up a whole process; a slow client holds up none. The
# database pool has a connection for each.
worker_class = Worker
threads = 4
# The master loads the code, which workers then share in memory; it asks no database and starts no
# thread, as a worker could use neither. A reload starts the master anew (serving/reloading.py).
preload_app = True
# Longer than proxies keep theirs (nginx: 60), so that none sends a request into one that closes.
keepalive = 65
timeout = 30
# For a file of the whole directory to reach who is reading it. Less than systemd waits (90).
graceful_timeout = 30
# No limit of requests for a worker: its memory levels off, and starting anew costs seconds.
max_requests = 0
# In memory: a worker that is slow to say it lives because the disk is slow isn't dead.
worker_tmp_dir = MEMORY
# Of a socket that BIND names: for the proxy, as one of the group of the user that this runs as.
umask = 0o007

# A page's address, with a long search; more than browsers send of headers, and not much more.
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"
# Gunicorn would take SCRIPT_NAME and PATH_INFO from a proxy's headers, which are its clients' where
# a proxy passes them on, and write them into every link.
forwarder_headers = ""
# Answers go through serving.sockets, which doesn't wait for who doesn't read.
sendfile = False
# It would be a file in the home directory of whoever runs this, and nothing uses it.
control_socket_disable = True
# Who looked for which treatment is nobody's business: no address, no query string, no
# Referer, no browser name. When, what page, how it went, how long it took.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(b)s bytes %(M)s ms"

if os.environ.get("LOG_FORMAT") == "json":
    logger_class = JsonLogger

for name in ("gunicorn.access", "gunicorn.error"):
    logger = logging.getLogger(name)
    # Read anew on a reload: one filter is enough.
    logger.filters = [Discreet()]


# Workers count in files that Prometheus's library reads as one; it asks for their folder by this.
FOLDER_OF_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
HAS_METRICS = bool(os.environ.get("METRICS_PORT"))
if HAS_METRICS and FOLDER_OF_COUNTS not in os.environ:  # a reload reads this again
    os.environ[FOLDER_OF_COUNTS] = tempfile.mkdtemp(prefix="finder-metrics-", dir=MEMORY)


def on_starting(server):
    """Keep what the finder writes to the user that it runs as, and memory low."""
    os.umask(0o077)
    memory.use_one_heap()


def when_ready(server):
    """Load what all workers use; serve numbers, in a process that ends when this one does."""
    if is_finder():
        from finder.worker.loading import load

        load()
    if HAS_METRICS and not reloading.is_reloaded:
        subprocess.Popen([sys.executable, ROOT / "manage.py", "serve_metrics"])
    reloading.take_over(server)


def on_reload(server):
    """Start anew with the code as it is now; on to what gunicorn does if that can't be."""
    counts = {FOLDER_OF_COUNTS: os.environ[FOLDER_OF_COUNTS]} if HAS_METRICS else {}
    reloading.reload(server, counts)


def is_finder():
    """Tell whether it is the finder that is served."""
    return apps.ready and apps.is_installed("facilities")


def post_worker_init(worker):
    """Keep the log from holding up visitors, and read the directory before someone waits for it."""
    worker.log_listeners = log_queue.start()
    if is_finder():
        from database import sqlite_memory, watching
        from finder.worker.refusals import refusal
        from finder.worker.warming import warm

        worker.error_page = refusal
        sqlite_memory.keep_fewer_pages()
        watching.start()
        warm(worker.wsgi)
        if HAS_METRICS:
            from finder.worker.reporting import report

            worker.report = report


def worker_exit(server, worker):
    """Write what is left of the log."""
    log_queue.finish(getattr(worker, "log_listeners", []))


def child_exit(server, worker):
    """Free the seat of a worker that ended, whatever ended it, and count it no longer."""
    seats[worker.seat] = FREE
    if HAS_METRICS:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    """Leave nothing behind."""
    if HAS_METRICS:
        shutil.rmtree(os.environ[FOLDER_OF_COUNTS], ignore_errors=True)
