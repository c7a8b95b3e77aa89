"""nginx with deploy/nginx.conf, as far as one machine without a certificate can have it."""

import re
from contextlib import contextmanager

from benchmarks.processes import ROOT, environment
from benchmarks.server import free_port, listening

# What the example says -> what holds here: one address, plain HTTP, folders of our own.
WHOLE = """daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{example}
}}
"""


@contextmanager
def in_front_of(port, folder):
    """Run nginx before a server on `port` of this machine; yield its own port."""
    folder.mkdir(parents=True, exist_ok=True)
    own = free_port()
    conf = folder / "nginx.conf"
    conf.write_text(WHOLE.format(folder=folder, example=adapted(port, own, folder)))
    command = ["nginx", "-c", str(conf), "-e", str(folder / "error.log")]
    with listening(command, environment(), folder / "output.log", own, "/livez"):
        yield own


def adapted(port, own, folder):
    """Return deploy/nginx.conf for plain HTTP on the port `own`, passing on to `port`."""
    example = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for pattern, replacement in (
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{port}"),
        (r"find\.example\.org", "127.0.0.1"),
        (r"listen \[::\][^;]*;", ""),
        (r"listen 443 ssl( http2)?", f"listen 127.0.0.1:{own}"),
        (r"listen 80\b", f"listen 127.0.0.1:{free_port()}"),
        (r"(?m)^\s*(ssl_\w+|http2)\s[^;]*;", ""),
        (r"include /etc/nginx/[^;]*;", ""),
        (r"/srv/finder/var|/var/lib/finder", str(ROOT / "var")),
        (r"/var/(log|cache)/nginx/finder", f"{folder}/finder"),
    ):
        example = re.sub(pattern, replacement, example)
    return example
