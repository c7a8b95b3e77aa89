"""nginx in front of the application servers, by deploy/nginx.conf as far as loopback allows."""

import os
import re
import subprocess
from pathlib import Path

from benchmarks.processes import ROOT, Failed
from benchmarks.server import free_port
from faults.parts.program import Program, installed, is_listening

EXAMPLE = ROOT / "deploy" / "nginx.conf"
AROUND = """
{user}
worker_processes 2;
daemon off;
pid {home}/nginx.pid;
error_log {home}/nginx.log error;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    {directives}
}}
"""
# Of the example's directives, those that name its own machine: pattern -> replacement.
HERE = (
    (r"^\s*listen [^;]*;\n", ""),
    (r"^\s*server_name [^;]*;\n", ""),
    (r"^\s*ssl_certificate(_key)? [^;]*;\n", ""),
    (r"^\s*access_log [^;]*;", "access_log off;"),
    (r"^\s*error_log [^;]*;\n", ""),
    (r"^\s*include [^;]*;\n", ""),
    (r"(\s+root) [^;]*;", r"\1 {home};"),
    (r"(proxy_cache_path) \S+", r"\1 {home}/cache"),
    (r"find\.example\.org", "127.0.0.1"),
    (r"(X-Forwarded-Proto) https", r"\1 $scheme"),
    # Everybody here comes from one address.
    (r"^\s*limit_conn [^;]*;\n", ""),
    (r"rate=\d+r/[sm]", "rate=1000r/s"),
)
# Where a brace opens and closes nothing.
QUOTED_OR_PATTERN = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\$\{\w+\}|\\[{}]|\{\d+(?:,\d*)?\}"""
)
PATTERNS = [(re.compile(pattern, re.MULTILINE), here) for pattern, here in HERE]


class Proxy(Program):
    """nginx with the example's cache on one port, without on another, with TLS on a third."""

    def __init__(self, home: Path) -> None:
        self.home = home / "nginx"
        self.home.mkdir()
        self.cached, self.uncached, self.secure = free_port(), free_port(), free_port()
        self.certificate = self.home / "certificate.pem"
        self.key = self.home / "key.pem"
        self.file = self.home / "nginx.conf"
        command = [installed("nginx"), "-p", self.home, "-c", self.file]
        super().__init__(command, home / "nginx.log", lambda: is_listening(self.cached))

    def configure(self, ports: list[int]) -> None:
        """Write its configuration for application servers on those ports."""
        make_certificate(self.certificate, self.key)
        text = EXAMPLE.read_text()
        for pattern, here in PATTERNS:
            text = pattern.sub(here.replace("{home}", str(self.home)), text)
        blocks = [self.upstream(ports)]
        for block in blocks_of(text):
            if block.startswith("upstream"):
                continue
            blocks += self.servers(block) if block.startswith("server ") else [block]
        user = "user root;" if os.geteuid() == 0 else ""
        directives = "\n".join(blocks)
        self.file.write_text(AROUND.format(user=user, home=self.home, directives=directives))

    def upstream(self, ports: list[int]) -> str:
        # The other server is asked when one refuses, is silent, or says it can't.
        options = "max_fails=3 fail_timeout=2s"
        servers = "".join(f"server 127.0.0.1:{port} {options};\n" for port in ports)
        return f"upstream finder {{\n{servers}keepalive 8;\n}}"

    def servers(self, block: str) -> list[str]:
        """Return the example's server three times, or not at all where it only redirects."""
        if "proxy_pass" not in block:
            return []
        body = block.removeprefix("server {")
        secure = f"ssl_certificate {self.certificate};\nssl_certificate_key {self.key};"
        uncached = re.sub(r"proxy_cache finder;", "proxy_cache off;", body)
        return [
            f"server {{\nlisten 127.0.0.1:{self.cached};\n{body}",
            f"server {{\nlisten 127.0.0.1:{self.uncached};\n{uncached}",
            f"server {{\nlisten 127.0.0.1:{self.secure} ssl;\n{secure}\n{body}",
        ]


def blocks_of(text: str) -> list[str]:
    """Return the directives of a configuration, each with the whole of its braces."""
    blocks, depth, block = [], 0, ""
    for line in text.splitlines():
        code = re.sub(r"(^|\s)#.*$", "", line)
        if not code.strip():
            continue
        block += f"{code}\n"
        # Braces within quotes belong to a text or a pattern.
        bare = QUOTED_OR_PATTERN.sub("", code)
        depth += bare.count("{") - bare.count("}")
        if depth == 0 and bare.rstrip().endswith((";", "}")):
            blocks.append(block.strip())
            block = ""
    return blocks


def make_certificate(certificate: Path, key: Path) -> None:
    """Write a new certificate of our own for 127.0.0.1, and its key."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode != 0:
        raise Failed(f"openssl makes no certificate: {made.stderr.strip().splitlines()[-1]}")
