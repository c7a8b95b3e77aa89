"""Imports go one way. The table is the rule; an arrow that isn't in it is a mistake."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

# What each app may import of the others.
APPS = {
    "finder": {"callbacks", "counters", "facilities", "feedback", "guides", "helplines"}
    | {"visitor_forms", "places", "selfcheck"},
    "guides": {"counters", "facilities", "helplines", "visitor_forms", "places"},
    "selfcheck": {"facilities", "guides", "helplines", "visitor_forms"},
    "callbacks": {"helplines", "visitor_forms"},
    "feedback": {"facilities", "visitor_forms"},
    "facilities": {"counters", "visitor_forms", "places"},
    "helplines": {"places"},
    "counters": {"visitor_forms", "places"},
    "visitor_forms": set(),
    "places": set(),
}
# What each part of facilities may import of it: views -> filters -> querysets <- models.
PARTS = {
    "views": {
        "browse",
        "cards",
        "describe",
        "filters",
        "index",
        "models",
        "options",
        "paging",
        "map_answer",
        "map_filter",
    }
    | {"counting", "comparing", "repair", "shortlist", "asking", "sheet"}
    | {"directions", "reporting", "similar"},
    "api": {"api", "filters", "finding", "index", "models", "paging", "suggest", "taxonomy"},
    "near_me": {"filters"},
    "suggest": {"index", "models", "taxonomy", "words", "filters"},
    "shortlist": {"filters", "finding", "models"},
    "comparing": {"taxonomy"},
    "options": {"facets", "filters", "finding", "models", "repair", "taxonomy", "wording"},
    "paging": {"filters"},
    "filters": {"finding", "index", "models", "words"},
    "facets": {"finding", "models"},
    "repair": {"finding", "models"},
    "finding": {"index", "models"},
    "index": {"index", "mapping", "models", "taxonomy"},
    "mapping": set(),
    "map_filter": {"filters", "mapping"},
    "map_answer": {"finding", "index", "mapping", "paging"},
    "words": {"taxonomy", "words"},
    "cards": {"asking", "models", "taxonomy", "wording"},
    "counting": set(),
    "asking": {"index", "taxonomy"},
    "sheet": {"asking", "cards"},
    "describe": {"cards", "models", "taxonomy", "wording"},
    "directions": set(),
    "reporting": set(),
    "similar": {"cards", "finding", "index", "models", "taxonomy"},
    "browse": {"facets", "finding", "models"},
    "taxonomy": {"models", "wording"},
    "wording": set(),
    "models": {"querysets"},
    "querysets": set(),
    "context": {"models", "taxonomy"},
    "sitemaps": {"browse", "models"},
    "urls": {"api", "near_me", "views"},
    "templatetags": {"taxonomy", "wording"},
    "admin": {"correction_form", "correction_kinds", "directory", "facility_form"}
    | {"models", "signals"},
    "correction_form": {"correction_kinds", "directory", "models"},
    "correction_kinds": {"models"},
    "facility_form": {"models"},
    "signals": set(),
    "apps": {"models"},
    "migrations": {"models", "querysets"},
    "management": {"directory", "models"},
    "directory": {"directory", "models"},
}
# Of the steps of an import, these know nothing of the database.
PURE = {
    "readers": {"readers", "records", "phones", "labels"},
    "records": {"phones"},
    "phones": set(),
    "labels": set(),
    "matching": set(),
    "merging": set(),
    "guards": set(),
    "report": set(),
    "xlsx_writer": set(),
}


def modules(folder):
    """Yield (path, dotted name) of the modules below a folder."""
    for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
        name = path.relative_to(settings.BASE_DIR).with_suffix("")
        yield path, ".".join(name.parts).removesuffix(".__init__")


def imports(path, name):
    """Yield the dotted names a module imports; `from a import b` gives a.b."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*start, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def arrows(folder, depth):
    """Yield (module, part it is of, part it imports) among the parts of a package."""
    root = folder.replace("/", ".").split(".")
    for path, name in modules(folder):
        here = name.split(".")[len(root) :][:depth]
        for imported in imports(path, name):
            there = imported.split(".")
            if there[: len(root)] == root and len(there) > len(root):
                yield name, here[0] if here else "", there[len(root)]


def test_apps_import_in_one_direction():
    wrong = [
        (name, imported)
        for app, allowed in APPS.items()
        for path, name in modules(app)
        for imported in imports(path, name)
        if imported.split(".")[0] in set(APPS) - allowed - {app}
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "folder, table", [("facilities", PARTS), ("facilities/directory", PURE)], ids=str
)
def test_parts_import_in_one_direction(folder, table):
    wrong = [
        (name, there)
        for name, here, there in arrows(folder, 1)
        if here in table and there not in table[here] and there != here
    ]
    assert wrong == []


def test_every_part_of_facilities_stands_in_the_table():
    parts = {name.split(".")[1] for _path, name in modules("facilities") if "." in name}
    assert parts <= set(PARTS)


def test_the_page_on_the_architecture_names_every_app_and_every_part():
    page = (settings.BASE_DIR / "docs" / "architecture.md").read_text()
    tree = page.split("```")[1]
    lines = {line.split("/")[0] for line in tree.splitlines() if line[:1].isalpha()}
    assert lines == {*APPS, "static"}
    # Django's own names need no word of ours.
    unnamed = {"apps", "management", "migrations", "templatetags"}
    assert set(PARTS) - unnamed <= set(re.findall(r"\w+", tree))


def test_pure_steps_know_no_database():
    wrong = [
        (name, imported)
        for path, name in modules("facilities/directory")
        for imported in imports(path, name)
        if name.split(".")[2:3] and name.split(".")[2] in PURE
        if imported.startswith(("django.db", "facilities.models"))
    ]
    assert wrong == []


def test_a_library_of_tests_is_in_no_app():
    for app in APPS:
        for path, name in modules(app):
            assert not [one for one in imports(path, name) if one.split(".")[0] == "tests"], name


def test_the_walk_sees_what_is_imported(tmp_path):
    path = Path(tmp_path / "b.py")
    path.write_text("import os.path\nfrom . import c\nfrom ..d import e\nfrom f.g import h\n")
    assert list(imports(path, "top.a.b")) == ["os.path", "top.a.c", "top.d.e", "f.g.h"]
