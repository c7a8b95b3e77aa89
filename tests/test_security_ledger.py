"""The security ledger (docs/security/asvs.csv) is complete, leads somewhere, and adds up."""

import ast
import csv
import re
from collections import Counter
from functools import cache

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
LEDGER = ROOT / "docs" / "security" / "asvs.csv"
README = ROOT / "docs" / "security" / "README.md"
STATUSES = {"met", "not applicable", "not met"}
# OWASP ASVS 5.0.0: of each section, the level of its first requirement, its second, and so on.
LEVELS = {
    **{"1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123"},
    **{"2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23"},
    **{"3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333"},
    **{"3.6": "3", "3.7": "22333"},
    **{"4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222"},
    **{"5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222"},
    **{"6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233"},
    **{"6.5": "22222333", "6.6": "2223", "6.7": "33", "6.8": "2222"},
    **{"7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22"},
    **{"8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23"},
    **{"9.1": "111", "9.2": "1222"},
    **{"10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333"},
    **{"10.5": "22222", "10.6": "22", "10.7": "222"},
    **{"11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23"},
    **{"11.6": "23", "11.7": "33"},
    **{"12.1": "12233", "12.2": "11", "12.3": "22223"},
    **{"13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233"},
    **{"14.1": "22", "14.2": "12223333", "14.3": "122"},
    **{"15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333"},
    **{"16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223"},
    **{"17.1": "23", "17.2": "22223333", "17.3": "22"},
}
WANTED = {
    f"V{section}.{number}": level
    for section, levels in LEVELS.items()
    for number, level in enumerate(levels, 1)
    if level in "12"
}


def read():
    with LEDGER.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = read()
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


def test_every_requirement_of_levels_1_and_2_has_one_row_in_order():
    assert [(row["id"], row["level"]) for row in ROWS] == list(WANTED.items())
    assert Counter(WANTED.values()) == {"1": 70, "2": 183}


@each_row
def test_a_row_says_what_it_is_about_and_why(row):
    assert row["subject"]
    assert row["status"] in STATUSES
    if row["status"] == "met":
        assert row["reference"]
    else:
        assert row["note"], "say why"
    if row["status"] == "not applicable":
        assert not row["reference"]


@each_row
def test_a_reference_leads_somewhere(row):
    if row["reference"]:
        assert is_there(row["reference"]), row["reference"]


def is_there(reference):
    """Return whether a test, a name in a module, a heading of a page, or a file exists."""
    for mark, look in (("::", functions), ("#", headings), (":", names)):
        if mark in reference:
            path, _mark, name = reference.partition(mark)
            return (ROOT / path).is_file() and name in look(path)
    return (ROOT / reference).is_file()


@cache
def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def functions(path):
    return {
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def names(path):
    found = set()
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def headings(path):
    return set(re.findall(r"^#+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    "reference, there",
    [
        ("tests/test_security_ledger.py::test_a_reference_leads_somewhere", True),
        ("tests/test_security_ledger.py::test_that_is_gone", False),
        ("tests/test_that_is_gone.py::test_anything", False),
        ("tests/test_security_ledger.py::is_there", False),
        ("tests/test_security_ledger.py:STATUSES", True),
        ("tests/test_security_ledger.py:GONE", False),
        ("docs/deploying.md#Settings", True),
        ("docs/deploying.md#Gone", False),
        ("README.md", True),
        ("GONE.md", False),
    ],
)
def test_the_check_sees_what_is_gone(reference, there):
    assert is_there(reference) is there


def share_met(level):
    """Return (met, applicable) of a level."""
    statuses = Counter(row["status"] for row in ROWS if row["level"] == level)
    return statuses["met"], statuses["met"] + statuses["not met"]


def test_level_1_is_met_and_level_2_nearly():
    met, applicable = share_met("1")
    assert met == applicable
    met, applicable = share_met("2")
    assert met / applicable >= 0.98


def test_the_page_has_the_figures_and_names_what_is_not_met():
    page = README.read_text(encoding="utf-8")
    for level in ("1", "2"):
        met, applicable = share_met(level)
        assert f"| {level} | {list(WANTED.values()).count(level)} | {applicable} | {met} |" in page
    for row in ROWS:
        if row["status"] == "not met":
            assert f"**{row['id']}**" in page
