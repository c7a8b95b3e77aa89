import io

import pytest
from django.core.management import CommandError, call_command

from resources.models import Resource, ResourceList
from tests.resources.factories import make_list, make_resource, row, rows, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def put_in(tmp_path):
    """Return a function: what `import_resources` says of a file of rows."""

    def do(rows, *options, **more):
        path = write_csv(tmp_path / "list.csv", rows)
        output = io.StringIO()
        said_of_list = ["--kind", "naloxone", "--title", "Sites", "--publisher", "Helpers"]
        call_command("import_resources", path, *said_of_list, *options, stdout=output, **more)
        return output.getvalue()

    return do


def test_it_tells_what_it_did(put_in):
    output = put_in([row(Website="see Facebook"), row("Other"), row("Other")])
    assert "Sites (naloxone): 3 rows read, 2 places are shown" in output
    assert "columns: name from “name”, street from “address”" in output
    assert "line 4: repeats line 3" in output
    assert "line 2: website: 'see Facebook' is no web address; not shown" in output
    assert "positions: 2 at the center of a ZIP code" in output
    assert "added: 2 (Canton Drop-in, Other)" in output
    assert ResourceList.objects.get().imported_by

    assert put_in([row(Website="see Facebook"), row("Other"), row("Other")]) == (
        "Sites: unchanged, 2 places\n"
    )


def test_a_dry_run_says_that_it_is_one(put_in):
    assert "2 places would be shown (dry run: nothing was changed)" in put_in(rows(2), "--dry-run")
    assert not Resource.objects.exists()


def test_quiet_says_nothing(put_in):
    assert put_in(rows(2), verbosity=0) == ""


def test_wrong_rows_are_told_and_can_be_allowed(put_in):
    wrong = [row(), row(State="XX")]
    with pytest.raises(CommandError, match="say --allow-rejected"):
        put_in(wrong)
    assert "line 3: state" in put_in(wrong, "--allow-rejected")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv: there is no such file\. Nothing was ch"):
        call_command("import_resources", tmp_path / "none.csv", "--kind", "meeting")


def test_a_list_is_removed_by_its_title():
    make_resource(make_list(title="Sites"))
    output = io.StringIO()
    call_command("remove_resources", "Sites", stdout=output)
    assert output.getvalue() == "Sites: removed, with 1 place\n"
    assert not ResourceList.objects.exists()


def test_without_a_title_lists_are_named():
    output = io.StringIO()
    call_command("remove_resources", stdout=output)
    assert output.getvalue() == "There are no lists.\n"
    make_list(title="Sites")
    call_command("remove_resources", stdout=output)
    assert output.getvalue().endswith("Sites (naloxone)\n")


def test_which_list_is_meant_must_be_clear():
    make_list("naloxone", title="Sites")
    make_list("meeting", title="Sites")
    with pytest.raises(CommandError, match="no such list"):
        call_command("remove_resources", "Others")
    with pytest.raises(CommandError, match="There are several: say --kind"):
        call_command("remove_resources", "Sites")
    call_command("remove_resources", "Sites", "--kind", "meeting", verbosity=0)
    assert [each.kind for each in ResourceList.objects.all()] == ["naloxone"]
