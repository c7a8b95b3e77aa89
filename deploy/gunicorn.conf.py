"""How gunicorn serves the finder, on a laptop and in production alike.

    gunicorn --config deploy/gunicorn.conf.py finder.wsgi

Environment: PORT (8000), WEB_CONCURRENCY (worker processes, 2), FORWARDED_ALLOW_IPS
(the proxies that are believed when they say a request came by https; this machine).
"""

import logging
import os
import re

from django.apps import apps

bind = f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
# Threads, so that a slow reader or a streamed CSV doesn't hold up a whole process. As many
# as the database pool has connections: each worker has its own pool, hence no preloading.
worker_class = "gthread"
threads = 4
preload_app = False
keepalive = 5
timeout = 30
graceful_timeout = 10
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"
# It would be a file in the home directory of whoever runs this, and nothing uses it.
control_socket_disable = True

# Who looked for which treatment is nobody's business: no address, no query string, no
# Referer, no browser name. When, what page, how it went, how long it took.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(b)s bytes %(M)s ms"


class Discreet(logging.Filter):
    """Keep people out of gunicorn's messages, and line breaks out of requested paths."""

    def filter(self, record):
        message = record.getMessage()
        if message.startswith(("Invalid request", "Error handling request")):
            message = re.sub(r" from ip=\S+(?=:)|[?'\"].*", "", message, flags=re.DOTALL)
        if record.name == "gunicorn.access":
            message = message.encode("unicode_escape").decode()
        record.msg, record.args = message, ()
        return True


for name in ("gunicorn.access", "gunicorn.error"):
    logger = logging.getLogger(name)
    # Read anew on a reload: one filter is enough.
    logger.filters = [Discreet()]


def post_worker_init(worker):
    """Read the directory into memory before someone has to wait for it."""
    if apps.ready and apps.is_installed("facilities"):
        from finder.warming import warm

        warm(worker.wsgi)
