"""A bare Debian 12 in a folder, to install the finder on: its own processes, its own network.

Nothing of it outlives the test: its processes end with the first of them, its mounts with its
namespace, and its folder is deleted. systemd doesn't run in it; `start` reads a unit as systemd
would, as far as a program can notice: its user, folder, settings, umask and command.
"""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
# What a small server image has that debootstrap's smallest doesn't.
PACKAGES = "systemd,procps,python3,ca-certificates"
AUTHORITIES = Path(os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"))
PATHS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# In the network of its own, which has nothing but itself, once that is up.
UP = """
import fcntl, socket, struct, time
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 1))
print("up", flush=True)
time.sleep(7200)
"""
ASK = """
import json, socket, ssl, sys
name, port, request = sys.argv[1], int(sys.argv[2]), sys.argv[3].encode("latin-1")
answer = b""
try:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    if port == 443:
        context = ssl.create_default_context(cafile=sys.argv[4])
        connection = context.wrap_socket(connection, server_hostname=name)
    connection.sendall(request)
    while part := connection.recv(65536):
        answer += part
except (ConnectionError, ssl.SSLError):
    pass  # it was closed
head, _, body = answer.partition(b"\\r\\n\\r\\n")
print(json.dumps([head.decode("latin-1"), body.decode("latin-1")]))
"""


class Answer:
    """What a server sent: `status` (None: it closed the connection), `headers`, `body`."""

    def __init__(self, head, body):
        first, *lines = head.split("\r\n")
        self.status = int(first.split()[1]) if first else None
        self.headers = {}
        for line in lines:
            name, _, value = line.partition(": ")
            self.headers[name.lower()] = value
        self.body = body


class NotFetched(Exception):
    """The packages of a Debian couldn't be had, as without a network."""


class Debian:
    """The machine: `run` and `start` work in it, `ask` talks to its nginx."""

    def __init__(self, root):
        self.root = root
        self.processes = []
        self.first = self.network = None

    def install(self):
        """Lay out the packages, and let pip in it reach what pip here does."""
        options = ["--variant=minbase", f"--include={PACKAGES}"]
        try:
            check(["debootstrap", *options, SUITE, str(self.root), MIRROR])
        except AssertionError as error:
            raise NotFetched(str(error)) from error
        for name in ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf"):
            if Path(name).exists():
                shutil.copy(name, self.root / name[1:])
        shutil.copy(AUTHORITIES, self.path("/opt/authorities.crt"))
        self.switch_on()

    def switch_on(self):
        """Start the first of its processes, which ends all others when it ends."""
        steps = [f"mount -t proc proc {self.root}/proc"]
        for folder in index_folders():
            self.path(folder).mkdir(parents=True, exist_ok=True)
            steps.append(f"mount --bind {folder} {self.path(folder)}")
        script = " && ".join([*steps, "echo up", "exec sleep 7200"])
        apart = [
            "setpriv",
            "--pdeathsig=KILL",
            "unshare",
            "--mount",
            "--pid",
            "--ipc",
            "--fork",
            "--kill-child",
            "--",
        ]
        self.first = self.listening([*apart, "sh", "-c", script])
        children = Path(f"/proc/{self.first.pid}/task/{self.first.pid}/children")
        self.inside = children.read_text().split()[0]
        alone = ["nsenter", "-t", self.inside, "-m", "-p", "-i", "unshare", "--net", "--"]
        self.network = self.listening([*alone, sys.executable, "-c", UP])

    def listening(self, command):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        assert process.stdout.readline() == "up\n"
        return process

    def switch_off(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
            if process.stdout:
                process.stdout.close()

    def path(self, name):
        return self.root / name.lstrip("/")

    def enter(self, *, offline=False):
        """Return the words before a command that is to run in the machine."""
        network = [f"--net=/proc/{self.network.pid}/ns/net"] if offline else []
        spaces = ["nsenter", "-t", self.inside, "-m", "-p", "-i", *network]
        return [*spaces, "chroot", str(self.root), "env", "-i", f"PATH={PATHS}"]

    def run(self, *command, offline=False, **environment):
        """Run a command as root; return its result, with both outputs in `stdout`."""
        variables = [f"{name}={value}" for name, value in environment.items()]
        return subprocess.run(
            [*self.enter(offline=offline), "LANG=C.UTF-8", *variables, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=1200,
        )

    def call(self, *command, **options):
        result = self.run(*command, **options)
        assert result.returncode == 0, result.stdout
        return result.stdout

    def unit(self, name):
        """Return the words that run a service as systemd would."""
        template, _, instance = name.removesuffix(".service").partition("@")
        file = f"{template}@.service" if instance else f"{template}.service"
        parser = RawConfigParser(strict=False)
        parser.optionxform = str
        parser.read_string(self.path(f"/etc/systemd/system/{file}").read_text())
        service = parser["Service"]
        command = service["ExecStart"].replace("%i", instance)
        settings = read_settings(self.path(service["EnvironmentFile"]).read_text())
        as_user = ["runuser", "-u", service["User"], "--", "sh", "-c"]
        folder, umask = service["WorkingDirectory"], service["UMask"]
        # Where this fails, systemd leaves the unit out, which is no failure of it.
        condition = service.get("ExecCondition", "true").replace("$$", "$")
        start = f"umask {umask} && cd {folder} && {{ {condition} || exit 0; }} && exec {command}"
        return [*(f"{key}={value}" for key, value in settings.items()), *as_user, start]

    def run_unit(self, name):
        return self.run(*self.unit(name), offline=True)

    def start(self, command, log):
        with self.path(log).open("w") as output:
            process = subprocess.Popen(
                [*self.enter(offline=True), *command],
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def ask(self, path, *, host="find.example.org", port=443, name=None, **more):
        """Send one request to nginx; `name` is the one that TLS is asked for."""
        headers = {"Host": host, "Connection": "close", **more.get("headers", {})}
        lines = [f"{more.get('method', 'GET')} {path} HTTP/1.1"]
        lines += [f"{key}: {value}" for key, value in headers.items()]
        request = "\r\n".join(lines) + "\r\n\r\n" + more.get("body", "")
        result = subprocess.run(
            ["nsenter", f"--net=/proc/{self.network.pid}/ns/net", sys.executable, "-c", ASK]
            + [name or "find.example.org", str(port), request]
            + [str(self.path("/etc/ssl/finder/own.pem"))],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert result.returncode == 0, result.stderr
        return Answer(*json.loads(result.stdout))


def check(command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert result.returncode == 0, f"{shlex.join(command)}: {result.stdout[-2000:]}"


def read_settings(text):
    """Return an EnvironmentFile's variables, as systemd reads simple ones."""
    lines = (line.strip() for line in text.splitlines())
    return dict(line.split("=", 1) for line in lines if line and line[0] not in "#;")


def index_environment():
    """Return the variables that tell pip and npm where packages are."""
    own = "/opt/authorities.crt"
    kept = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    kept |= {key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")}
    certificates = ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE")
    return {**kept, **dict.fromkeys(certificates, own)}


def index_folders():
    """Return the folders of this machine from which pip takes packages, if it has such."""
    pip = [sys.executable, "-m", "pip", "config", "list"]
    settings = subprocess.run(pip, capture_output=True, text=True, timeout=60).stdout
    words = settings.replace("'", " ").replace("\\n", " ").split()
    places = {Path(word.removeprefix("file://")) for word in words if "/" in word[:8]}
    places = {place.parent if place.name == "simple" else place for place in places}
    folders = {place for place in places if place.is_absolute() and place.is_dir()}
    return sorted(str(folder) for folder in folders)
