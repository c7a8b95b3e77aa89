"""What editors may do, also where their group was made by an earlier version."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from feedback.roles import EDITORS

pytestmark = pytest.mark.django_db
migration = import_module("feedback.migrations.0003_editors_may_merge")


def may(group):
    return set(group.permissions.values_list("codename", flat=True))


def test_editors_of_before_may_merge(db):
    group = Group.objects.get(name=EDITORS)
    every = may(group)
    assert set(migration.MAY) < every
    group.permissions.remove(*group.permissions.filter(codename__in=migration.MAY))
    migration.let_merge(apps, SimpleNamespace(connection=connection))
    assert may(group) == every


def test_where_there_is_no_such_group_none_is_made(db):
    Group.objects.filter(name=EDITORS).delete()
    migration.let_merge(apps, SimpleNamespace(connection=connection))
    assert not Group.objects.filter(name=EDITORS).exists()
