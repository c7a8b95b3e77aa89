"""What the environment may set is documented, and production starts only when it is safe."""

import ast
import logging
import os
import re
import subprocess
import sys
from datetime import datetime

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter

from finder.configuration import privacy
from tests.finder.test_imports import PACKAGES

FILE = settings.BASE_DIR / "finder" / "settings.py"
DOCUMENT = settings.BASE_DIR / "docs" / "deploying.md"
PRODUCTION = {
    "SECRET_KEY": "read by a test alone, never by a server: 0123456789 abcdef",
    "ALLOWED_HOSTS": "finder.example.org",
    "HTTPS": "on",
    "DEBUG": "off",
    "FIELD_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    "DATABASE_URL": "sqlite:///:memory:",
    "GEOCODER": "",
    "SECURITY_CONTACT": "security@example.org",
}

SWITCHES = ["DEBUG", "HTTPS", "CALLBACKS_ENABLED", "HSTS_INCLUDE_SUBDOMAINS", "HSTS_PRELOAD"]


def name_of(argument):
    """Return the name of a variable, as documented: f"HOURS_{code.upper()}" is HOURS_<CODE>."""
    if isinstance(argument, ast.Constant):
        return argument.value
    parts = argument.values if isinstance(argument, ast.JoinedStr) else []
    return "".join(
        getattr(part, "value", "") if isinstance(part, ast.Constant) else "<CODE>" for part in parts
    )


def variables():
    """Return the names the settings ask of the environment."""
    asked = set()
    for node in ast.walk(ast.parse(FILE.read_text())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        is_env = isinstance(function, ast.Attribute) and ast.unparse(function.value) == "env"
        is_ours = isinstance(function, ast.Name) and function.id == "env"
        if (is_env or is_ours) and (name := name_of(node.args[0])):
            asked.add(name)
    return asked


def manage(*command, **environment):
    """Run manage.py in an environment of its own; what is set there wins over a .env."""
    needed = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**needed, "DJANGO_SETTINGS_MODULE": "finder.settings", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_the_variables_are_found():
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "DATABASE_URL"} <= variables()
    assert "CALLBACKS_HOURS_<CODE>" in variables()
    used = re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', FILE.read_text())
    assert set(used) <= variables()


@pytest.mark.parametrize("name", sorted(variables()))
def test_a_variable_is_documented(name):
    assert f"`{name}`" in DOCUMENT.read_text()


def test_nothing_else_reads_the_environment():
    # The program's entry, and what hands its environment on to other programs.
    names = ("finder/wsgi.py", "backups/postgres.py", "derived/snapshots/current.py")
    names += ("serving/reloading.py",)  # passed on to the program after a reload
    excepted = {settings.BASE_DIR / name for name in names}
    for app in PACKAGES:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if path not in {FILE, *excepted}:
                assert not re.search(r"\bos\.environ|\bgetenv", path.read_text()), path


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(name):
    outcome = manage("check", **{**PRODUCTION, name: ""})
    assert outcome.returncode != 0
    assert f"{name} is not set." in outcome.stderr


def test_production_passes_every_check_of_a_deployment():
    outcome = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert outcome.returncode == 0, outcome.stderr
    assert "no issues" in outcome.stdout


def test_it_is_safe_by_default(settings_of):
    settings = settings_of()
    assert settings["DEBUG"] is False
    assert (
        settings["HTTPS"]
        is settings["SECURE_SSL_REDIRECT"]
        is settings["SESSION_COOKIE_SECURE"]
        is True
    )
    assert settings["GEOCODER"] == ""
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_missing_variable_is_named_with_what_to_do(settings_of, name):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set. Set it to "):
        settings_of(**{name: ""})


@pytest.mark.parametrize("value", ["help", "help@", "a@b.org, c@d.org", "a@b.org?cc=c@d.org"])
def test_an_address_nobody_can_write_to_stops_the_start(settings_of, value):
    with pytest.raises(ImproperlyConfigured, match="^CONTACT_EMAIL is not an e-mail address"):
        settings_of(CONTACT_EMAIL=value)


@pytest.mark.parametrize(
    "name, value, problem",
    [
        *((name, "onn", "neither on nor off") for name in SWITCHES),
        ("EMAIL_TIMEOUT", "soon", "not a number of seconds"),
        ("GEOCODER_SECONDS_BETWEEN", "-1", "not a number of seconds"),
        ("CLIENT_ADDRESS_HEADER", "HTTP_X_REAL_IP", "not the name of a header"),
        ("CLIENT_ADDRESS_HEADER", "X-Real-IP:", "not the name of a header"),
        ("ALLOWED_HOSTS", "https://finder.example.org/", "not the name of a host"),
        ("ALLOWED_HOSTS", "finder.example.org:443", "not the name of a host"),
        ("ALLOWED_HOSTS", "a.example b.example", "not the name of a host"),
        ("ALLOWED_HOSTS", " , ", "not set"),
        ("DATABASE_URL", "nonsense", "not the address of a database"),
        ("DATABASE_URL", "postgres://finder:swordfish/1@db/finder", "not the address of"),
        ("DATABASE_URL", "oracel://finder:swordfish@db/finder", "not the address of a database"),
    ],
)
def test_what_makes_no_sense_stops_the_start_with_a_sentence(settings_of, name, value, problem):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} .*{problem}") as caught:
        settings_of(**{name: value})
    assert "swordfish" not in f"{caught.value} {caught.value.__cause__}"


def test_a_server_that_can_not_start_says_why_and_stops():
    """With any other code gunicorn would start workers again and again."""
    outcome = subprocess.run(
        [sys.executable, "-c", "import finder.wsgi"],
        cwd=settings.BASE_DIR,
        env={**PRODUCTION, "HTTPS": "onn", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert outcome.returncode == Arbiter.APP_LOAD_ERROR
    assert outcome.stderr == "gunicorn: HTTPS is neither on nor off. Set it to one of them.\n"


@pytest.mark.parametrize("value, is_on", [("", True), ("Off", False), ("1", True), (" no ", False)])
def test_an_empty_switch_is_as_if_it_was_not_there(settings_of, value, is_on):
    assert settings_of(HTTPS=value)["HTTPS"] is is_on


@pytest.mark.parametrize(
    "host", ["*", ".example.org", "[::1]", "127.0.0.1", "web_1", "a-b.example"]
)
def test_hosts_may_be_written_in_each_of_these_ways(settings_of, host):
    assert settings_of(ALLOWED_HOSTS=f"{host},")["ALLOWED_HOSTS"] == [host]


def test_an_address_to_write_to_may_be_missing(settings_of):
    assert settings_of()["CONTACT_EMAIL"] == ""
    assert settings_of(CONTACT_EMAIL=" help@example.org ")["CONTACT_EMAIL"] == "help@example.org"


def test_each_language_may_have_hours_of_its_own(settings_of):
    hours = settings_of(CALLBACKS_HOURS="Always.", CALLBACKS_HOURS_ES="Siempre.")
    assert hours["CALLBACKS_HOURS_IN"]["es"] == "Siempre."
    assert settings_of()["CALLBACKS_HOURS_IN"]["es"] == ""


def test_host_names_are_separated_by_commas(settings_of):
    hosts = settings_of(ALLOWED_HOSTS="a.example,b.example, c.example")["ALLOWED_HOSTS"]
    assert hosts == ["a.example", "b.example", "c.example"]


def test_production_is_on_postgresql_with_a_pool(settings_of):
    settings = settings_of(DATABASE_URL="postgres://u:p@db/finder")["DATABASES"]["default"]
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert settings["OPTIONS"]["pool"]


def test_a_line_of_the_log_says_its_time_with_its_zone():
    text = privacy.FORMATTERS["text"]
    formatter = logging.Formatter(text["format"], text["datefmt"], style="{")
    line = formatter.format(logging.makeLogRecord({"msg": "began", "levelname": "INFO"}))
    time, _space, rest = line.partition(" ")
    assert datetime.fromisoformat(time).utcoffset() is not None
    assert rest.startswith("INFO ")


def test_logs_hold_no_query_and_no_mail_is_sent(settings_of):
    logging = settings_of()["LOGGING"]
    assert logging["loggers"]["django"]["handlers"] == ["console"]
    assert {handler["class"] for handler in logging["handlers"].values()} == {
        "logging.StreamHandler"
    }


@pytest.mark.parametrize(
    "environment, seconds, subdomains, preload",
    [
        ({}, 31_536_000, False, False),
        ({"HSTS_SECONDS": "3600"}, 3600, False, False),
        ({"HSTS_INCLUDE_SUBDOMAINS": "on", "HSTS_PRELOAD": "on"}, 31_536_000, True, True),
        ({"HTTPS": "off", "HSTS_INCLUDE_SUBDOMAINS": "on", "HSTS_PRELOAD": "on"}, 0, False, False),
    ],
)
def test_an_operator_commits_only_the_host_unless_they_say_more(
    settings_of, environment, seconds, subdomains, preload
):
    settings = settings_of(**environment)
    assert settings["SECURE_HSTS_SECONDS"] == seconds
    assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is subdomains
    assert settings["SECURE_HSTS_PRELOAD"] is preload


@pytest.mark.parametrize("https, prefix", [("on", "__Host-"), ("off", "")])
def test_cookies_belong_to_one_host_where_browsers_can_know_it(settings_of, https, prefix):
    settings = settings_of(HTTPS=https)
    assert settings["SESSION_COOKIE_NAME"] == f"{prefix}sessionid"
    assert settings["CSRF_COOKIE_NAME"] == f"{prefix}csrftoken"


def test_the_admins_times_are_the_operators(settings_of):
    assert settings_of()["TIME_ZONE"] == "America/New_York"
    assert settings_of(TIME_ZONE="America/Denver")["TIME_ZONE"] == "America/Denver"


@pytest.mark.parametrize(
    "https, value, asked",
    [("on", "", "required"), ("off", "", "optional"), ("on", "optional", "optional")],
)
def test_the_second_factor_is_required_where_it_matters(settings_of, https, value, asked):
    assert settings_of(HTTPS=https, SECOND_FACTOR=value)["SECOND_FACTOR"] == asked


@pytest.mark.parametrize(
    "name, value, message",
    [
        ("TIME_ZONE", "Mountain", "TIME_ZONE is not a time zone. Set it to one by place"),
        ("TIME_ZONE", "../zone", "TIME_ZONE is not a time zone."),
        ("TIME_ZONE", "America", "TIME_ZONE is not a time zone."),
        ("HSTS_SECONDS", "a year", "HSTS_SECONDS is not a whole number."),
        ("HSTS_SECONDS", "-1", "HSTS_SECONDS is not a whole number."),
        ("HSTS_SECONDS", "٣", "HSTS_SECONDS is not a whole number."),
    ],
)
def test_what_is_none_of_its_kind_stops_the_start_with_a_sentence(
    settings_of, name, value, message
):
    with pytest.raises(ImproperlyConfigured, match=f"^{re.escape(message)}"):
        settings_of(**{name: value})


@pytest.mark.any_database
def test_what_commands_write_is_their_users_alone_but_for_the_web_servers_files(tmp_path):
    """In a folder of its own: the database of `migrate`, and the pages that a proxy shows."""
    path = tmp_path / "finder.sqlite3"
    environment = {**PRODUCTION, "DATABASE_URL": f"sqlite:///{path}"}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    environment["TEST_DATABASE_URL"] = f"sqlite:///{path}"
    for command in (["migrate", "contenttypes"], ["write_error_pages", str(tmp_path / "errors")]):
        outcome = manage(*command, **environment)
        assert outcome.returncode == 0, outcome.stderr

    page = tmp_path / "errors" / "es" / "503.html"
    modes = [each.stat().st_mode & 0o777 for each in (path, page, page.parent)]
    assert modes == [0o600, 0o644, 0o755]


@pytest.mark.parametrize(
    "name, value, message",
    [
        ("SECOND_FACTOR", "yes", "is not one of these: required, optional"),
        ("SESSION_IDLE_MINUTES", "4", "is not a number of minutes from 5 to 720"),
        ("SESSION_IDLE_MINUTES", "half an hour", "is not a number of minutes from 5 to 720"),
    ],
)
def test_a_log_in_that_cannot_be_meant_stops_the_start(settings_of, name, value, message):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} {message}"):
        settings_of(**{name: value})


@pytest.mark.parametrize(
    "changes, warning",
    [({"FIELD_KEYS": ""}, "staff.W002"), ({"SECOND_FACTOR": "optional"}, "staff.W001")],
)
def test_a_deployment_without_second_factor_is_warned_of(changes, warning):
    outcome = manage(
        "check",
        "--deploy",
        "--tag",
        "security",
        **{**PRODUCTION, "CALLBACKS_ENABLED": "off", **changes},
    )
    assert warning in outcome.stderr
