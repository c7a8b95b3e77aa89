"""Imports go one way. The table is the rule; an arrow that isn't in it is a mistake."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
# What all packages may import, and what imports no other.
LEAVES = {"budget", "database", "derived", "limits", "metrics", "programs", "text", "visitor_forms"}
# What each package may import of the others beside these, the highest first. `finder`, the
# project, `backups`, `demo`, `geocoding` and `staff` are imported by nobody.
TABLE = {
    "finder": {"callbacks", "demo", "facilities", "feedback", "guides", "helplines"}
    | {"opendata", "pages", "places", "resources", "search", "selfcheck", "serving"},
    "demo": {"facilities", "places"},
    "geocoding": {"facilities", "places"},
    "backups": set(),
    "opendata": {"api", "facilities", "hsds", "search"},
    "sources": {"facilities", "places", "resources"},
    "staff": set(),
    "feedback": {"facilities", "pages", "search"},
    "hsds": {"api", "facilities", "places", "search"},
    "selfcheck": {"facilities", "guides", "search"},
    "guides": {"counters", "facilities", "helplines", "pages", "places", "search"},
    "pages": {"api", "counters", "facilities", "helplines", "places", "resources", "search"},
    "api": {"facilities", "places", "search", "sources"},
    "resources": {"facilities", "places"},
    "search": {"facilities", "places"},
    "facilities": {"counters", "places"},
    "callbacks": {"helplines"},
    "helplines": set(),
    "counters": {"places"},
    "places": set(),
    "serving": set(),
}
PACKAGES = {package: allowed | LEAVES for package, allowed in TABLE.items()}
PACKAGES |= dict.fromkeys(LEAVES, set())
PACKAGES |= {"budget": {"database"}, "derived": {"budget", "database"}}
# Steps of an import that know nothing of the database.
PURE = "facilities/listings/readers facilities/listings/records.py facilities/listings/phones.py"
PURE += " facilities/listings/phone_runs.py facilities/listings/cleaning.py"
PURE += " facilities/importing/matching/keys.py facilities/importing/matching/stages.py"
PURE += " facilities/importing/matching/differences.py"
PURE += " facilities/importing/matching/programs.py"
PURE += " facilities/importing/matching/pairs.py facilities/importing/merging.py"
PURE += " facilities/importing/guards.py facilities/importing/report.py"
PURE += " facilities/importing/parsing.py facilities/merging/chains.py text"
PURE += " resources/reading resources/guards.py resources/report.py"


def modules(folder):
    """Yield (path, dotted name) of the modules below a folder, or of one file."""
    start = ROOT / folder
    for path in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
        name = path.relative_to(ROOT).with_suffix("")
        yield path, ".".join(name.parts).removesuffix(".__init__")


@cache
def imports(path, name):
    """Return the dotted names a module imports; `from a import b` gives a.b."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    names = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*start, *filter(None, [node.module])])
            names += [f"{origin}.{alias.name}" for alias in node.names]
    return names


def test_packages_import_in_one_direction():
    wrong = [
        (name, imported)
        for package, allowed in PACKAGES.items()
        for path, name in modules(package)
        for imported in imports(path, name)
        if imported.split(".")[0] in set(PACKAGES) - allowed - {package}
    ]
    assert wrong == []


def test_the_table_itself_has_no_circle_and_nothing_unused():
    list(TopologicalSorter(TABLE).static_order())
    used = {
        package: {
            imported.split(".")[0]
            for path, name in modules(package)
            for imported in imports(path, name)
        }
        for package in TABLE
    }
    assert {package: allowed - used[package] for package, allowed in TABLE.items()} == {
        package: set() for package in TABLE
    }


def parts(package):
    """Return {part: parts it imports}: the modules and folders that lie loose in a package."""
    root, imported_parts = package.split("."), {}
    for path, name in modules(package.replace(".", "/")):
        here = name.split(".")[len(root) :]
        if not here:  # the package's own __init__ is its front door
            continue
        for imported in imports(path, name):
            there = imported.split(".")
            if there[: len(root)] == root and len(there) > len(root):
                imported_parts.setdefault(here[0], set()).add(there[len(root)])
    return {part: parts - {part} for part, parts in imported_parts.items()}


def folders():
    """Return the dotted names of all packages, those within others too."""
    inits = (path for package in PACKAGES for path in (ROOT / package).rglob("__init__.py"))
    return sorted(".".join(path.parent.relative_to(ROOT).parts) for path in inits)


@pytest.mark.parametrize("package", folders())
def test_within_a_package_no_parts_import_each_other_in_a_circle(package):
    try:
        TopologicalSorter(parts(package)).prepare()
    except CycleError as error:
        pytest.fail(f"{package}: {' <- '.join(error.args[1])}")


# How many migrations there are, history decides.
LOOSE = [folder for folder in folders() if not folder.endswith(".migrations")]


@pytest.mark.parametrize("folder", [*LOOSE, "tests.pages", "tests.facilities"])
def test_no_folder_has_more_modules_than_one_can_look_over(folder):
    loose = [path.name for path in (ROOT / folder.replace(".", "/")).glob("[!_]*.py")]
    assert len(loose) <= 16, loose


@pytest.mark.parametrize("folder", PURE.split())
def test_pure_steps_know_no_database(folder):
    wrong = [
        (name, imported)
        for path, name in modules(folder)
        for imported in imports(path, name)
        if imported.startswith(("django.db", "facilities.models"))
    ]
    assert wrong == []


# --- Templates -----------------------------------------------------------------------------

TAG = re.compile(r"{%\s*(include|extends|load|url)\s+(.*?)\s*%}")
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)


def owner(template):
    """Return the package whose template it is; "" for what all of them use, or the project's."""
    folder = template.partition("/")[0]
    folder = template.split("/")[1] if folder == "admin" and template.count("/") > 1 else folder
    return folder if folder in PACKAGES else ""


def libraries():
    """Return {tag library: its package}."""
    modules_of_tags = (
        path for package in PACKAGES for path in (ROOT / package).glob("templatetags/*.py")
    )
    return {path.stem: path.parts[-3] for path in modules_of_tags}


def uses(text):
    """Yield (tag, what it names) of a template's text."""
    for tag, words in TAG.findall(COMMENT.sub("", text)):
        for word in words.split() if tag == "load" else words.split()[:1]:
            yield tag, word.strip("\"'")


def test_templates_take_in_what_their_package_may_import():
    wrong, of_library = [], libraries()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        template = path.relative_to(ROOT / "templates").as_posix()
        here = owner(template)
        allowed = PACKAGES[here] | {here, ""} if here else {"", "facilities", "helplines"}
        for tag, name in uses(path.read_text()):
            there = (
                of_library.get(name, "") if tag == "load" else owner(name) if "/" in name else ""
            )
            is_of_the_project = here == "" and "/" not in template and template != "base.html"
            if there not in allowed and not is_of_the_project:
                wrong.append((template, tag, name))
    assert wrong == []


def test_modules_render_what_their_package_may_import():
    wrong = [
        (name, template)
        for package, allowed in PACKAGES.items()
        for path, name in modules(package)
        for template in re.findall(r'"([\w/]+\.html)"', path.read_text())
        if owner(template) not in allowed | {package, ""}
    ]
    assert wrong == []


def test_addresses_of_pages_belong_to_the_site_and_to_no_package():
    """A name with a namespace would say which package has the page (finder/urls.py)."""
    named = re.compile(r"""(?:reverse(?:_lazy)?\(|{% url )\s*f?["'](\w+):""")
    files = [path for package in PACKAGES for path, _name in modules(package)]
    files += (ROOT / "templates").rglob("*.html")
    spaces = {space for path in files for space in named.findall(path.read_text())}
    assert spaces <= {"admin"}


# --- What the walk is worth -------------------------------------------------------------------


def test_the_page_on_the_architecture_names_every_package():
    page = (ROOT / "docs" / "architecture.md").read_text()
    tree = page.split("```")[1]
    lines = {line.split("/")[0] for line in tree.splitlines() if line[:1].isalpha()}
    assert lines == {*PACKAGES, "static", "templates"}


def test_a_library_of_tests_is_in_no_package():
    for package in PACKAGES:
        for path, name in modules(package):
            imported = [module.split(".")[0] for module in imports(path, name)]
            assert "tests" not in imported, name


def test_the_walk_sees_what_is_imported(tmp_path):
    path = Path(tmp_path / "b.py")
    path.write_text("import os.path\nfrom . import c\nfrom ..d import e\nfrom f.g import h\n")
    assert imports(path, "top.a.b") == ["os.path", "top.a.c", "top.d.e", "f.g.h"]


def test_the_walk_sees_what_templates_use():
    text = '{% extends "a/b.html" %}{% comment %}{% include "c/d.html" %}{% endcomment %}'
    text += '{% load i18n tags %}{% include "e/f.html" with x=y only %}'
    assert list(uses(text)) == [
        ("extends", "a/b.html"),
        ("load", "i18n"),
        ("load", "tags"),
        ("include", "e/f.html"),
    ]
