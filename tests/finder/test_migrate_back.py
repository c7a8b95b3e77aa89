"""The way back to the release before: what it doesn't know is undone, the newest first."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from finder.management.commands import migrate_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def executor():
    return MigrationExecutor(connection)


def test_nothing_is_undone_where_both_know_the_same(executor):
    assert migrate_back.steps_back(executor, set(executor.loader.applied_migrations)) == []


def test_what_depends_on_a_step_is_undone_before_it(executor):
    applied = set(executor.loader.applied_migrations)
    unknown = {node for node in applied if node[0] in ("feedback", "callbacks", "guides")}
    plan = [
        (step.app_label, step.name)
        for step, _ in migrate_back.steps_back(executor, applied - unknown)
    ]
    assert unknown <= set(plan)
    assert len(plan) == len(set(plan))
    graph = executor.loader.graph
    for position, node in enumerate(plan):
        later = {child.key for child in graph.node_map[node].children}
        assert later & applied <= set(plan[:position])


def test_every_migration_of_ours_can_be_undone(executor):
    graph = executor.loader.graph
    stuck = [key for key, step in graph.nodes.items() if not migrate_back.is_reversible(step)]
    assert stuck == []


@pytest.mark.parametrize("text", ["", "no migrations here\n"])
def test_without_a_list_nothing_is_undone(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    with pytest.raises(CommandError, match="Nothing was read"):
        call_command("migrate_back")


def test_one_that_cannot_be_undone_is_named(monkeypatch, executor):
    names = set(executor.loader.applied_migrations) - {("counters", "0001_initial")}
    lines = "".join(f"[X]  {app}.{name} ... (a)\n" for app, name in names)
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    monkeypatch.setattr(migrate_back, "is_reversible", lambda migration: False)
    with pytest.raises(CommandError, match="^counters.0001_initial can't be undone: restore"):
        call_command("migrate_back")
