"""A backup is whole, private, kept for a while, and brings the database back."""

import pytest
from django.core.management import CommandError, call_command

from backups import keeping
from tests.backups.conftest import execute, words
from tests.databases import on_postgres

pytestmark = pytest.mark.django_db


def back_up(folder, **options):
    call_command("back_up", folder, **options)
    return max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)


def test_what_was_lost_comes_back_and_what_came_since_goes(scratch, tmp_path, capsys):
    backup = back_up(tmp_path / "backups")
    execute(scratch, "DELETE FROM kept")
    execute(scratch, "CREATE TABLE newer (word text)")
    assert words(scratch) == {"kept": [], "newer": []}

    call_command("restore_backup", backup, yes=True)

    assert words(scratch) == {"kept": ["before"]}
    assert (
        f"bytes, read back\nThe database is as it was in {backup.name}." in capsys.readouterr().out
    )


def test_only_its_owner_reads_it(scratch, tmp_path, umask):
    backup = back_up(tmp_path / "new" / "backups")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backup.parent.stat().st_mode & 0o777 == 0o700
    assert list(backup.parent.iterdir()) == [backup]


def test_the_oldest_go_but_not_those_with_a_name(scratch, tmp_path):
    suffix = keeping.engine().SUFFIX
    folder = tmp_path / "backups"
    back_up(folder, name="before-1.0")
    for day in ("20260101T020000Z", "20260102T020000Z", "20260103T020000Z"):
        (folder / f"finder-{day}{suffix}").touch()
    newest = back_up(folder, keep=2)
    names = {path.name for path in folder.iterdir()}
    assert names == {f"before-1.0{suffix}", f"finder-20260103T020000Z{suffix}", newest.name}


def test_whoever_watches_sees_when_the_last_was_written(scratch, tmp_path, settings):
    settings.BACKUP_STAMP = str(tmp_path / "last")
    back_up(tmp_path / "backups")
    assert (tmp_path / "last").exists()


def test_what_cannot_be_read_back_is_no_backup(scratch, tmp_path, settings, monkeypatch):
    settings.BACKUP_STAMP = str(tmp_path / "last")

    def half(path):
        path.write_bytes(b"PGDMP and no more")

    monkeypatch.setattr(keeping.engine(), "write", half)
    with pytest.raises(CommandError, match="^No backup was written: "):
        call_command("back_up", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert not (tmp_path / "last").exists()


@pytest.mark.parametrize("part", [0, 0.5, 0.95], ids=["nothing of it", "half", "nearly all"])
def test_a_broken_backup_changes_nothing(scratch, tmp_path, part):
    execute(scratch, "CREATE TABLE many (word text)")
    for start in range(0, 20_000, 1_000):
        rows = ", ".join(f"('{number * 7919}')" for number in range(start, start + 1_000))
        execute(scratch, f"INSERT INTO many VALUES {rows}")
    backup = back_up(tmp_path)
    execute(scratch, "INSERT INTO kept VALUES ('since')")
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(CommandError, match="^Not restored, nothing has changed: "):
        call_command("restore_backup", backup, yes=True)
    assert words(scratch)["kept"] == ["before", "since"]


@pytest.mark.postgres
def test_all_of_it_or_nothing(scratch, tmp_path):
    # A type isn't a table: the one that is there already stops the restoring half-way.
    execute(scratch, "CREATE TYPE mood AS ENUM ('calm')")
    backup = back_up(tmp_path)
    execute(scratch, "INSERT INTO kept VALUES ('since')")
    with pytest.raises(CommandError, match="mood"):
        call_command("restore_backup", backup, yes=True)
    assert words(scratch) == {"kept": ["before", "since"]}


def test_nothing_is_replaced_unasked(scratch, tmp_path):
    backup = back_up(tmp_path)
    with pytest.raises(CommandError, match="Add --yes"):
        call_command("restore_backup", backup)


@pytest.mark.parametrize(
    "command, says",
    [
        (("restore_backup", "nowhere.dump"), "nowhere.dump isn't a file"),
        (("back_up", "/proc/nowhere"), "No backup was written: "),
        (("back_up", "folder", "--keep=0"), "--keep must be at least 1"),
        (("back_up", "folder", "--name=../up"), "--name is part of a file's name"),
        (("back_up", "folder", "--name=finder-1"), "--name is part of a file's name"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(scratch, command, says):
    with pytest.raises(CommandError, match=says):
        call_command(*command)


def test_another_databases_backup_is_refused(scratch, tmp_path):
    path = tmp_path / ("other.sqlite3" if on_postgres() else "other.dump")
    path.touch()
    with pytest.raises(CommandError, match="is another database's"):
        call_command("restore_backup", path, yes=True)


@pytest.mark.postgres
def test_a_missing_program_is_named(scratch, tmp_path, monkeypatch):
    monkeypatch.setattr("backups.postgres.PLACES", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump isn't installed: `apt install"):
        call_command("back_up", tmp_path / "backups")
