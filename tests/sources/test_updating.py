"""`manage.py update_directory`: from the sources' servers to the directory, whole or not at all."""

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from facilities.models import Edition, Facility, Listing
from sources.kept import alone
from tests.facilities.listings.own.lists import COUNTY
from tests.facilities.listings.own.lists import write as write_list
from tests.sources.conftest import MH, directory, failed, houses, mental_health, update
from tests.sources.server import Reply, bomb

pytestmark = pytest.mark.django_db
THIS_YEAR = date.today().year


def answers(count):
    """Return rows as the locator's API gives them."""
    return [
        {
            "_irow": n, "name1": f"Mill {n}", "street1": f"{n} Mill Street", "city": "Canton",
            "state": "MA", "zip": "02021", "phone": f"781-555-{150 + n:04}", "typeFacility": "SA",
            "latitude": "42.1584", "longitude": "-71.1448",
            "services": [{"f1": "Type of Care", "f2": "TC", "f3": "Detoxification"}],
        }
        for n in range(1, count + 1)
    ]  # fmt: skip


@pytest.fixture
def both(site, sources, workbook_bytes):
    """Serve both workbooks, and return the folder of what comes."""
    site.has("/su.xlsx", workbook_bytes(houses(30)))
    site.has("/mh.xlsx", workbook_bytes(mental_health(20), **MH))
    return sources(su="/su.xlsx", mh="/mh.xlsx")


def test_one_command_gives_a_directory_and_the_second_finds_nothing_new(both, site):
    output = update()
    assert "su: new" in output
    assert set(Edition.objects.values_list("kind", "year")) == {("su", 2025), ("mh", 2025)}
    assert Facility.objects.count() == 50
    before = directory()
    site.requests.clear()

    output = update()

    assert "Nothing new anywhere; the directory is as it was." in output
    assert "su: nothing new" in output
    assert directory() == before
    assert len(site.requests) == 2
    assert all("If-None-Match" in request.headers for request in site.requests)


def test_nothing_new_writes_nothing(both, django_assert_num_queries, settings):
    update()
    files = {path: path.stat().st_mtime_ns for path in both.rglob("*") if path.is_file()}
    with django_assert_num_queries(2):  # which editions are there
        update()
    files.pop(both / "lock")
    assert files == {
        path: path.stat().st_mtime_ns
        for path in both.rglob("*")
        if path.is_file() and path.name != "lock"
    }


OTPS = """\
Program Name,Street,City,State,Zip,Phone,Certification,First Full Certification Date
House 1,2 Main Street,Canton,MA,02021,781-555-0101,Certified,03/15/2004
Harbor Clinic,9 Pier Road,Canton,MA,02021,781-555-0199,Provisional,
"""


def test_one_command_gives_the_whole_directory_from_four_sources(
    site, sources, workbook_bytes, django_assert_num_queries
):
    site.has("/su.xlsx", workbook_bytes(houses(30)))
    site.has("/mh.xlsx", workbook_bytes(mental_health(20), **MH))
    site.has("/export", OTPS.encode(), **{"Content-Type": "text/csv"})
    rows = answers(5)
    site.has_pages("/v2", [rows[:2], rows[2:4], rows[4:]])
    sources(su="/su.xlsx", mh="/mh.xlsx", otp="/export?page&_format=csv", locator="/v2?pageSize=2")

    update()

    assert dict(Edition.objects.values_list("kind", "covers")) == {
        "su": {"su": ["US"]}, "mh": {"mh": ["US"]}, "otp": {"otp": ["US"]}, "api": {},
    }  # fmt: skip
    assert set(Edition.objects.values_list("imported_by", flat=True)) == {"update_directory"}
    assert Facility.objects.count() == 30 + 20 + 1 + 5
    certified = Facility.objects.exclude(certification="").order_by("name")
    assert list(certified.values_list("name", "certification", "certified_since")) == [
        ("Harbor Clinic", "provisional", None),
        ("House 1", "full", date(2004, 3, 15)),
    ]
    door = Facility.objects.get(name="Mill 1")
    assert (float(door.latitude), float(door.longitude)) == (42.1584, -71.1448)
    before = directory()
    site.requests.clear()

    with django_assert_num_queries(4):  # which editions are there
        assert "Nothing new anywhere" in update()

    assert directory() == before
    assert len(site.requests) == 6
    assert all("If-None-Match" in request.headers for request in site.requests)


def test_pages_of_the_locator_are_one_edition_that_proves_no_absence(site, sources):
    rows = answers(5)
    site.has_pages("/v2", [rows[:2], rows[2:4], rows[4:]])
    sources(locator="/v2?pageSize=2")
    update()
    edition = Edition.objects.get()
    assert (edition.kind, edition.year, edition.covers) == ("api", THIS_YEAR, {})
    assert edition.listings.count() == 5
    assert "Nothing new anywhere" in update()


def test_a_list_of_the_operators_own_is_a_source(site, sources, settings, tmp_path):
    _list, mapping = write_list(tmp_path)
    site.has("/programs.csv", COUNTY.replace("call us", "510-555-0104").encode())
    sources(county="/programs.csv")
    with open(settings.SOURCES_FILE, "a") as file:
        file.write(
            f'title = "Licensed programs"\npublisher = "Example County"\nformat = "file"\n'
            f'page = "https://example.org/"\nkind = "list"\nmapping = "{mapping}"\n'
            f'year = "download"\ncovers = {{}}\nterms = "Free."\nchanges = "Weekly."\n'
            f'terms_page = "https://example.org/"\non = true\n'
        )
    update()
    edition = Edition.objects.get()
    assert (edition.kind, edition.year, edition.series) == ("list", THIS_YEAR, "licensed-programs")
    assert edition.listings.count() == 3
    assert "Nothing new anywhere" in update()
    mapping.write_text(mapping.read_text().replace('every = ["SA"]', 'every = ["MH"]'))
    assert "Nothing new anywhere" not in update()
    assert {codes.split()[0] for codes in codes_now()} == {"MH"}
    assert "Nothing new anywhere" in update()


def codes_now():
    return Listing.objects.filter(edition__is_current=True).values_list("codes", flat=True)


def test_only_named_sources_are_asked(both, site):
    update("mh")
    assert [request.path for request in site.requests] == ["/mh.xlsx"]
    assert Edition.objects.get().kind == "mh"


def test_a_new_edition_replaces_the_old_one(both, site, workbook_bytes):
    update()
    kept = set(Facility.objects.values_list("public_id", flat=True))
    site.has("/su.xlsx", workbook_bytes(houses(31)))
    output = update()
    assert "su: new" in output
    assert "mh: nothing new" in output
    assert Facility.objects.count() == 51
    assert kept < set(Facility.objects.values_list("public_id", flat=True))
    assert len(list((both / "su").rglob("su.xlsx"))) == 2


# --- Every bad answer ---------------------------------------------------------------------


PAGE = b"<!DOCTYPE html><html><body>We are updating our site</body></html>"


def truncated(content):
    return Reply(content[: len(content) // 2])


BAD = {
    "403": (lambda content: Reply(status=403), "it answered 403 Forbidden"),
    "404": (lambda content: Reply(status=404), "It may have moved: see https://www.samhsa.gov/"),
    "429": (lambda content: Reply(status=429), "it answered 429 Too Many Requests"),
    "429 for an hour": (
        lambda content: Reply(status=429, headers={"Retry-After": "3600"}),
        "asks to wait (3600)",
    ),
    "500": (lambda content: Reply(status=500), "it answered 500 Internal Server Error"),
    "a page for people": (lambda content: Reply(PAGE), "this is a web page, not a directory"),
    "an empty file": (lambda content: Reply(b""), "it is empty"),
    "text": (lambda content: Reply(b"maintenance"), "this is no format we know"),
    "truncated": (truncated, "what came can't be used"),
    "short of its length": (lambda content: Reply(content, length=len(content) + 9), "broke off"),
    "slow": (lambda content: Reply(silent=True), "it said nothing for 0.3 seconds"),
    "endless": (lambda content: Reply(content, endless=True), "larger than 5,000,000 bytes"),
    "a bomb": (
        lambda content: Reply(bomb(50_000_000), headers={"Content-Encoding": "gzip"}),
        "larger than 5,000,000 bytes",
    ),
    "elsewhere": (
        lambda content: Reply(status=302, headers={"Location": "https://other.example/su.xlsx"}),
        "it redirects to https://other.example/su.xlsx",
    ),
    "into the network": (
        lambda content: Reply(status=302, headers={"Location": "http://10.0.0.1/su.xlsx"}),
        "it redirects to http://10.0.0.1/su.xlsx",
    ),
}


@pytest.mark.parametrize("bad, sentence", BAD.values(), ids=BAD)
def test_a_bad_answer_leaves_the_directory_as_it_was(
    both, site, workbook_bytes, mailoutbox, settings, bad, sentence
):
    update()
    before, manifest = directory(), (both / "su" / "manifest.json").read_text()
    settings.UPDATES_NOTIFY = ["owner@site.example"]
    site.has("/mh.xlsx", workbook_bytes(mental_health(21), **MH))  # is new, and stays out
    site.replies["/su.xlsx"] = bad(workbook_bytes(houses(31)))

    message = failed()

    assert sentence in message
    assert message.startswith("su (127.0.0.1): ")
    assert "Nothing was changed." in message
    assert len(message.splitlines()) == 1
    assert directory() == before
    assert (both / "su" / "manifest.json").read_text() == manifest
    assert not list((both / "su").rglob("incoming/*"))
    (mail,) = mailoutbox
    assert mail.to == ["owner@site.example"]
    assert message in mail.body


@pytest.mark.parametrize(
    "rows, options, sentence",
    [
        (houses(31), {"columns": ["name1", "city"]}, "lacks the column(s)"),
        (houses(31), {"sheets": {"Facilities List": [["a"], ["b"]]}}, "columns city, name1"),
        (mental_health(31), MH, "is of another kind: expected National Directory, substance use"),
        (houses(31), {"sheets": {"Invented data": [["x"]]}}, "is a demonstration, all invented"),
        ([], {}, "there is no facility in the file"),
        (houses(31), {"codes": ["SA"]}, "can't tell from its codes"),
    ],
)
def test_a_workbook_that_is_another_leaves_the_directory_as_it_was(
    both, site, workbook_bytes, rows, options, sentence
):
    update()
    before = directory()
    site.has("/su.xlsx", workbook_bytes(rows, **options))
    assert sentence in failed()
    assert directory() == before
    site.has("/su.xlsx", workbook_bytes(houses(31)))
    update()
    assert Facility.objects.count() == 51


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"page2": lambda document: Reply(status=500)}, "it answered 500"),
        ({"page2": lambda document: {**document, "rows": []}}, "5 rows were announced, and 3 came"),
        ({"page2": lambda document: {**document, "page": 1}}, "page 2 was asked for, and page 1"),
        ({"page3": lambda document: {**document, "rows": answers(2)}}, "the rows of page 1 again"),
        ({"page2": lambda document: {**document, "recordCount": 9}}, "the directory changed while"),
        ({"page1": lambda document: Reply(b"Bad sAddr")}, "page 1 is not JSON"),
    ],
)
def test_bad_pages_leave_the_directory_as_it_was(site, sources, changes, sentence):
    rows = answers(5)
    pages = [rows[:2], rows[2:4], rows[4:]]
    site.has_pages("/v2", pages)
    sources(locator="/v2?pageSize=2")
    update()
    before = directory()
    site.has_pages("/v2", [[{**row, "zip4": "1"} for row in page] for page in pages], **changes)
    if sentence.startswith("the rows of"):
        site.has_pages("/v2", pages, **changes)
    assert sentence in failed()
    assert directory() == before


def test_a_guard_stops_it_and_the_next_run_tries_what_is_kept(both, site, workbook_bytes):
    update()
    before = directory()
    site.has("/su.xlsx", workbook_bytes(houses(5)))
    message = failed()
    assert "--allow-gone" in message
    assert message.count("Nothing was changed.") == 1
    assert directory() == before

    site.requests.clear()
    assert "--allow-gone" in failed()  # a 304 doesn't mean that there is nothing to do
    assert directory() == before
    assert len(site.requests) == 2

    output = update(allow_gone=True)
    assert "su: nothing new" in output
    assert "but not imported yet" in output
    assert Edition.objects.get(kind="su", is_current=True).listings.count() == 5


def test_an_edition_that_was_taken_back_stays_away_until_it_is_asked_for(both):
    update()
    Edition.objects.filter(kind="su").update(is_current=False)
    before = directory()
    output = update()
    assert "something else took its place, so it is left out" in output
    assert directory() == before
    update("su", again=True)
    assert Edition.objects.get(kind="su", is_current=True)


def test_an_import_that_was_undone_is_not_done_again_by_itself(both, site, workbook_bytes):
    update()
    site.has("/su.xlsx", workbook_bytes(houses(31)))
    update()
    call_command("undo_import", kind="su", stdout=StringIO())
    before = directory()
    assert "something else took its place, so it is left out" in update()
    assert directory() == before
    assert Edition.objects.get(kind="su", is_current=True).listings.count() == 30
    assert "something else took its place: imported again" in update(again=True)
    assert Edition.objects.get(kind="su", is_current=True).listings.count() == 31


def test_a_kept_file_that_was_damaged_is_fetched_again(both, site):
    update()
    (path,) = (both / "su").rglob("su.xlsx")
    path.write_bytes(b"rot")
    site.requests.clear()
    assert "Nothing new" in update()
    assert "If-None-Match" not in site.statuses("/su.xlsx")[0].headers
    assert path.read_bytes() != b"rot"


def test_another_address_is_asked_for_everything(both, site, sources, workbook_bytes):
    update()
    site.has("/su-2026.xlsx", workbook_bytes(houses(31)))
    sources(su="/su-2026.xlsx")
    update()
    assert "If-None-Match" not in site.statuses("/su-2026.xlsx")[0].headers
    assert Facility.objects.count() == 51


# --- Without changing anything ------------------------------------------------------------


def test_a_check_only_asks(both, site, workbook_bytes):
    assert update(check=True).splitlines() == [
        "su: not fetched yet, of Fri, 06 Mar 2026 10:00:00 GMT",
        "mh: not fetched yet, of Fri, 06 Mar 2026 10:00:00 GMT",
    ]
    assert not (both / "su").exists()
    update()
    before = directory()
    site.has("/su.xlsx", workbook_bytes(houses(31)))
    assert update(check=True).splitlines() == [
        "su: something new, of Fri, 06 Mar 2026 10:00:00 GMT",
        "mh: nothing new",
    ]
    assert directory() == before


def test_a_check_says_what_waits_to_be_imported(both, site, workbook_bytes):
    update()
    site.has("/su.xlsx", workbook_bytes(houses(5)))
    failed()
    assert update(check=True).splitlines() == [
        "su: nothing new, but what is kept isn't imported yet",
        "mh: nothing new",
    ]


def test_a_check_says_where_a_source_cannot_tell(site, sources, workbook_bytes):
    site.replies["/su.xlsx"] = Reply(workbook_bytes(houses(30)))
    sources(su="/su.xlsx")
    update()
    assert f"can't tell without fetching it: the last one came on {date.today()}" in update(
        check=True
    )
    assert "Nothing new anywhere" in update()


def test_a_check_fails_where_a_source_fails_and_still_asks_the_others(both, site):
    site.replies["/su.xlsx"] = Reply(status=403)
    assert "su (127.0.0.1): it answered 403 Forbidden" in failed(check=True)
    assert len(site.statuses("/mh.xlsx")) == 1


def test_a_dry_run_fetches_and_reports_but_imports_nothing(both, tmp_path):
    before = directory()
    output = update(dry_run=True, report=tmp_path / "report.json")
    assert "su: new" in output
    assert output.rstrip().endswith("Nothing was changed.")
    assert directory() == before
    assert len(json.loads((tmp_path / "report.json").read_text())) == 2
    update()
    assert Facility.objects.count() == 50


def test_offline_takes_what_is_kept(both, site):
    update(dry_run=True)
    site.requests.clear()
    update(offline=True)
    assert site.requests == []
    assert Facility.objects.count() == 50


def test_offline_without_anything_kept_says_so(both):
    assert failed(offline=True) == (
        "su (127.0.0.1): nothing complete is kept from its address. Nothing was changed."
    )


# --- What is told -------------------------------------------------------------------------


def test_without_a_network_it_says_what_to_download_and_how_to_go_on(sources, settings):
    sources(su="/su.xlsx", otp="/export")
    text = "[su]\naddress = 'http://127.0.0.1:9/a/2025_SU.xlsx'\n"
    text += "[otp]\naddress = 'http://127.0.0.1:9/export?page&_format=csv'\n"
    with open(settings.SOURCES_FILE, "w") as file:
        file.write(text)
    message = failed()
    assert len(message.splitlines()) == 1
    otp = f"opioid-treatment-program-directory-{THIS_YEAR}.csv"
    assert "http://127.0.0.1:9/a/2025_SU.xlsx as 2025_SU.xlsx" in message
    assert message.endswith(f'make import FILES="2025_SU.xlsx {otp}"')


def test_a_published_directory_may_be_kept_where_a_source_fails(both, site):
    site.replies["/su.xlsx"] = Reply(status=500)
    assert "it answered 500" in failed(or_keep=True)
    update("mh")
    update(or_keep=True)
    assert Edition.objects.count() == 1


def test_what_changed_is_mailed_and_that_nothing_did_is_not(both, mailoutbox, settings):
    settings.UPDATES_NOTIFY = ["owner@site.example"]
    update()
    update()
    (mail,) = mailoutbox
    assert mail.subject == "Treatment Finder: the directory was updated"
    assert mail.body.startswith("su: new, ")
    assert "National Directory, mental health, 2025" in mail.body


def test_a_mail_server_that_is_down_does_not_undo_an_update(both, settings):
    settings.UPDATES_NOTIFY = ["owner@site.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    update()
    assert Facility.objects.count() == 50


def test_a_second_update_at_once_is_refused(both):
    with alone(both):
        message = failed()
    assert message == (
        "another update is running; wait until it has finished. Nothing was changed."
    )


def test_a_malformed_file_of_sources_is_told(both, settings, mailoutbox):
    settings.UPDATES_NOTIFY = ["owner@site.example"]
    with open(settings.SOURCES_FILE, "w") as file:
        file.write("[su]\nyear = 'new'\n")
    message = failed()
    assert f"{settings.SOURCES_FILE}: [su] year: expected" in message
    assert message in mailoutbox[0].body


def test_no_source_at_all_is_told(sources, settings):
    sources()
    own = "".join(f"[{name}]\non = false\n" for name in ("su", "mh", "otp"))
    with open(settings.SOURCES_FILE, "w") as file:
        file.write(own)
    assert "No source is on" in failed()


def by_itself(folder, tmp_path, *arguments):
    """Run the command as a process of its own, as cron and systemd do, without a database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "finder.settings",
        "SOURCES_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "SOURCES": "su",
        "SOURCES_FILE": str(tmp_path / "sources.toml"),
        "SOURCES_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "update_directory", *arguments],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.any_database
def test_it_ends_with_an_exit_code(both, site, tmp_path):
    site.replies["/su.xlsx"] = Reply(status=403)
    outcome = by_itself(both, tmp_path, "--check")
    assert outcome.returncode == 1
    assert "su (127.0.0.1): it answered 403 Forbidden" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.any_database
@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_without_a_database_it_says_how_to_make_it(both, tmp_path, arguments):
    update(dry_run=True)
    outcome = by_itself(both, tmp_path, *arguments)
    assert outcome.returncode == 1
    (sentence,) = [line for line in outcome.stderr.splitlines() if "asking" not in line]
    assert "The database can't be used: no such table" in sentence
    assert "manage.py prepare --no-demo" in sentence
