"""Undo the migrations that the release before doesn't know: `manage.py migrate_back`."""

import re
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

# A line of `showmigrations --plan`: "[X]  facilities.0012_merges_of_before ... (…)".
LINE = re.compile(r"\[[X ]\]\s+(\w+)\.(\w+)")


class Command(BaseCommand):
    help = (
        "Undo the migrations that the release before doesn't know, so that it can use the "
        "database again. Reads from standard input what its own `showmigrations --plan` "
        "prints. What both releases keep stays; what only this one keeps is dropped with its "
        "tables."
    )
    requires_system_checks = []

    def handle(self, **options):
        names = set(LINE.findall(sys.stdin.read()))
        if not names:
            raise CommandError(
                "Nothing was read. Pass on what the release before prints for "
                "`manage.py showmigrations --plan`."
            )
        executor = MigrationExecutor(connection)
        plan = steps_back(executor, names)
        if stuck := [migration for migration, _ in plan if not is_reversible(migration)]:
            raise CommandError(f"{stuck[0]} can't be undone: restore the backup from before it.")
        try:
            executor.migrate([], plan=plan)
        except DatabaseError as error:
            raise CommandError(f"Not undone: {' '.join(str(error).split())}") from error
        self.stdout.write(f"database: {len(plan)} migrations undone")


def steps_back(executor, names):
    """Return the plan that undoes what was applied and isn't among `names`, newest first."""
    graph = executor.loader.graph
    applied = executor.loader.applied_migrations
    undone, plan = set(), []
    for node in [node for node in applied if node in graph.nodes and node not in names]:
        for step in graph.backwards_plan(node):
            if step in applied and step not in undone:
                undone.add(step)
                plan.append((graph.nodes[step], True))
    return plan


def is_reversible(migration):
    return all(operation.reversible for operation in migration.operations)
