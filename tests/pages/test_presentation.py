"""A new kind of care is data alone: rows of fixtures/taxonomy, and every page shows it."""

import re
import shutil

import pytest

from facilities.taxonomy import fixture as taxonomy_fixture
from facilities.taxonomy.fixture import TaxonomyError, load_taxonomy
from tests.pages.factories import make_edition, make_facility

CODE = "ZZ"
ADDED = {
    "services.csv": (
        "ZZ,equine-care,care,SET,Equine care,Care with horses (equine),"
        "You work with horses.,offers,1,180"
    ),
    "defined.csv": "farm-care,care,Care on a farm,You stay on a farm.,ZZ TELE,offers,1,190",
    "presentation.csv": (
        "equine-care,leading,Horses,5,5,,5,Do you have horses?,Doesn't say if it has horses,0\n"
        "farm-care,leading,A farm of any kind,0,0,Ask what the farm is.,0,,,0"
    ),
    "relations.csv": "farm-care,parts,equine-care\nfarm-care,said_by,equine-care",
}


@pytest.fixture
def folder(tmp_path, monkeypatch, db):
    """Return a copy of the taxonomy's files, which are loaded instead of the shipped ones."""
    copy = shutil.copytree(taxonomy_fixture.FOLDER, tmp_path / "taxonomy")
    monkeypatch.setattr(taxonomy_fixture, "FOLDER", copy)
    return copy


@pytest.fixture
def stable(folder):
    """Return the facility of a directory whose taxonomy has a kind of care more."""
    for name, lines in ADDED.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{lines}\n")
    load_taxonomy()
    edition = make_edition(asked_codes=["ZZ", "DT", "TELE", "MD"])
    facility = make_facility(edition, "Quorvex Stable", CODE)
    make_facility(edition, "Quorvex Hall", "TELE")
    make_facility(edition, "Quorvex Quiet", "MD")
    return facility


def cards(html):
    return dict(
        zip(["Hall", "Quiet", "Stable"], re.findall('<li class="card".*?</li>', html), strict=True)
    )


def test_its_card_calls_it_so_where_it_was_asked_for(get, stable):
    asked = get("/search/?q=quorvex&service=equine-care")

    assert '<span class="tag tag--yes">Horses</span>' in asked
    assert "Horses" not in "".join(cards(get("/search/?q=quorvex")).values())


def test_its_facilitys_page_says_which_kind_as_far_as_it_is_known(get, stable):
    named = get(stable.get_absolute_url())
    assert "Care with horses (equine)<small>You work with horses.</small>" in named
    assert "Care on a farm" not in named
    assert re.search("<dt>Stay or visit</dt> ?<dd> ?Horses ?</dd>", named)

    left_open = get(cards_address(get, "Hall"))
    assert "Care on a farm<small>Ask what the farm is.</small>" in left_open


def cards_address(get, name):
    card = cards(get("/search/?q=quorvex"))[name]
    return re.search('href="(/facility/[^"]+)"', card)[1]


def test_the_filters_and_the_call_sheet_have_it(get, stable):
    assert 'value="equine-care"' in get("/search/filters/")
    assert "Do you have horses?" in get("/call-sheet/?q=quorvex")


@pytest.mark.parametrize(
    "row, problem",
    [
        ("horse-care,leading,,0,0,,0,,,0", "unknown service 'horse-care'"),
        ("telehealth,top,,0,0,,0,,,0", "unknown on_card 'top'"),
        ("telehealth,beside,,x,0,,0,,,0", "'x' is not a number"),
    ],
)
def test_a_wrong_row_is_named(folder, row, problem):
    with (folder / "presentation.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(TaxonomyError, match=problem):
        load_taxonomy()
