"""Files as they are sent: whole, in ranges, by the proxy, and not once an address is withheld."""

import hashlib
import json
import os

import pytest
from django.core.management import CommandError, call_command
from django.utils.http import http_date

from facilities.models import Facility, mark_changed
from opendata import making, sending
from opendata.current import MEDIA_TYPES

CSV = "/data/latest/facilities.csv"


@pytest.fixture(params=[True, False], ids=["large", "small"])
def large(request, monkeypatch):
    """Have files count as large, and hold a slot, or not."""
    if request.param:
        monkeypatch.setattr(sending, "SMALL", 0)


def body(response):
    content = response.getvalue()
    response.close()
    return content


def test_a_file_comes_whole_with_what_caches_tell_it_by(client, made, free_slots, large):
    response = client.get(CSV)
    path = made / "facilities.csv"
    assert response.status_code == 200
    assert body(response) == path.read_bytes()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Length"] == str(path.stat().st_size)
    assert response["Last-Modified"] == http_date(int(path.stat().st_mtime))
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Disposition"] == 'attachment; filename="facilities.csv"'
    assert response.get("Content-Encoding", "identity") == "identity"
    again = client.get(CSV, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(f"/data/{made.name}/facilities.csv")["ETag"] == response["ETag"]


@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_every_file_can_be_loaded_and_has_the_checksum_that_is_said(client, made, name, free_slots):
    response = client.get(f"/data/latest/{name}")
    content = body(response)
    sums = dict(line.split("  ")[::-1] for line in (made / "SHA256SUMS").read_text().splitlines())
    assert sums.get(name, digest := hashlib.sha256(content).hexdigest()) == digest
    assert response["Content-Type"] == MEDIA_TYPES[name]


@pytest.mark.parametrize(
    "asked, first, last",
    [
        ("bytes=0-9", 0, 10),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=50-99999999999", 50, None),
    ],
)
def test_a_range_comes_to_its_very_end(client, made, asked, first, last, free_slots, large):
    content = (made / "facilities.csv").read_bytes()
    response = client.get(CSV, headers={"Range": asked, "Accept-Encoding": "br, gzip"})
    assert response.status_code == 206
    assert body(response) == content[first:last]
    start, stop, _step = slice(first, last).indices(len(content))
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/{len(content)}"


def test_what_is_no_range_of_it(client, made, free_slots):
    size = (made / "facilities.csv").stat().st_size
    response = client.get(CSV, headers={"Range": f"bytes={size}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{size}")
    # Another file since: all of it, not the rest of that.
    other = client.get(CSV, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (other.status_code, len(body(other))) == (200, size)
    head = client.head(CSV)
    assert (head.status_code, head["Content-Length"]) == (200, str(size))


def test_few_load_at_once_and_the_others_are_told(client, made, free_slots, monkeypatch):
    monkeypatch.setattr(sending, "SMALL", 0)
    held = [client.get(CSV) for _slot in range(free_slots)]
    assert client.get(CSV).status_code == 429
    for response in held:
        response.close()
    assert len(body(client.get(CSV))) == (made / "facilities.csv").stat().st_size


def test_a_proxy_is_told_which_file_to_send(client, made, settings):
    settings.DATA_FILES_PROXY = True
    response = client.get(CSV)
    assert response["X-Accel-Redirect"] == f"/data-files/{made.name}/facilities.csv"
    assert response.content == b""
    configuration = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert "location /data-files/ {\n        internal;" in configuration


@pytest.mark.parametrize(
    "address",
    [
        "/data/latest/manifest.json",
        "/data/latest/lock",
        "/data/latest/nothing.csv",
        "/data/nothing/facilities.csv",
        "/data/latest/..%2flatest%2ffacilities.csv",
        "/data/latest/facilities.csv.gz",
    ],
)
def test_nothing_else_is_sent(client, made, address):
    assert client.get(address).status_code == 404


def test_without_files_there_is_none(client, cast, data_files):
    assert client.get(CSV).status_code == 404
    assert "No files have been made" in client.get("/data/").content.decode()


def test_an_address_that_was_withheld_since_is_sent_no_more(client, made, free_slots):
    assert b"Alder House" in body(client.get(CSV))
    alder = Facility.objects.get(name="Alder House")
    alder.address_withheld, alder.street, alder.street2 = True, "", ""
    alder.latitude = alder.longitude = None
    alder.precision = "unknown"
    alder.save()
    mark_changed()
    for address in (CSV, f"/data/{made.name}/tables.zip"):
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "900")
    assert "keep its address private" in client.get("/data/").content.decode()
    making.make()
    assert b"Alder House" in body(client.get(CSV))
    assert client.get(f"/data/{made.name}/facilities.csv").status_code == 503


# --- How they are made --------------------------------------------------------------------------


def test_they_are_made_once_for_each_revision_and_one_before_stays(made, capsys):
    changed = (made / "manifest.json").stat().st_mtime_ns
    call_command("export_data")
    assert "is of the present directory" in capsys.readouterr().out
    assert (made / "manifest.json").stat().st_mtime_ns == changed
    os.utime(made, (1, 1))
    folders = [made]
    for _revision in range(2):
        mark_changed()
        call_command("export_data", quiet=True)
        folders.append((making.folder_of_all() / "latest").resolve())
    assert [folder.is_dir() for folder in folders] == [False, True, True]
    assert capsys.readouterr().out == ""


def test_anybody_may_read_them_and_nothing_unfinished_is_left(made):
    home = making.folder_of_all()
    assert oct(home.stat().st_mode)[-3:] == oct(made.stat().st_mode)[-3:] == "755"
    assert {oct(path.stat().st_mode)[-3:] for path in made.iterdir()} == {"644"}
    assert {path.name for path in home.iterdir()} == {made.name, "latest", "lock"}


def test_a_change_while_they_are_made_leaves_none(cast, data_files, monkeypatch):
    monkeypatch.setattr("opendata.reading.current_revision", lambda: "another")
    with pytest.raises(CommandError, match="The directory changed all the while"):
        call_command("export_data")
    assert {path.name for path in data_files.iterdir()} == {"lock"}


def test_a_folder_that_cannot_be_written_is_named(cast, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.DATA_FILES_DIR = tmp_path / "file" / "data"
    with pytest.raises(CommandError, match=r"DATA_FILES_DIR .*file/data.*Is there room"):
        call_command("export_data")


def test_the_description_says_sizes_sums_lists_and_terms(made):
    package = json.loads((made / "datapackage.json").read_text())
    named = {each["path"]: each for each in package["resources"]}
    for name, resource in named.items():
        content = (made / name).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    kinds = {field["name"]: field["type"] for field in named["facilities.csv"]["schema"]["fields"]}
    assert kinds["zip"] == kinds["phone"] == "string"
    assert {"number", "boolean", "date"} < set(kinds.values())
    [source] = [each for each in package["sources"] if each["kind"] == "su"]
    assert source["publisher"] == "SAMHSA"
    assert source["terms"].startswith("Public domain")
    assert source["covers"] == {"su": ["US"]}
    assert any("GeoNames" in each["title"] for each in package["licenses"])
    csvw = json.loads((made / "facilities.csv-metadata.json").read_text())
    columns = {each["name"]: each for each in csvw["tableSchema"]["columns"]}
    header = (made / "facilities.csv").read_text().splitlines()[0].split(",")
    assert [*columns] == header
    assert columns["zip"]["datatype"] == "string"
