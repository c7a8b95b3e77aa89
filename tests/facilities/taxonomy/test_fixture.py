"""The taxonomy's files become groups and services; what is wrong with them is named."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from facilities.models import Facility, Service, ServiceGroup
from facilities.taxonomy import fixture as taxonomy_fixture
from facilities.taxonomy.fixture import load_taxonomy
from tests.facilities.workbooks import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a copy of the taxonomy's files, which are loaded instead of the shipped ones."""
    copy = shutil.copytree(taxonomy_fixture.FOLDER, tmp_path / "taxonomy")
    monkeypatch.setattr(taxonomy_fixture, "FOLDER", copy)
    return copy


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_holds_every_code_and_the_defined_services():
    assert Service.objects.exclude(code="").filter(in_taxonomy=True).count() == 319
    assert set(Service.objects.get(slug="mat").any_of.values_list("code", flat=True)) == {
        "MU", "BU", "NU",
    }  # fmt: skip
    assert ServiceGroup.objects.get(slug="care").rule == "all"


def test_loading_it_again_writes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        assert load_taxonomy() == {}


def test_another_wording_changes_the_service_alone(folder):
    replace(folder / "services.csv", "Telehealth (by phone or video)", "Telehealth")
    assert load_taxonomy() == {"changed": 1}
    assert Service.objects.get(slug="telehealth").name == "Telehealth"


def test_another_meaning_changes_the_facilities_without_their_file(imported, folder):
    imported([row(service_code_info="SA MOA")])
    assert not Facility.objects.offering(Service.objects.get(slug="mat")).exists()
    replace(folder / "defined.csv", "MU BU NU,", "MU BU NU MOA,")
    call_command("load_taxonomy", verbosity=0)
    assert Facility.objects.offering(Service.objects.get(slug="mat")).exists()


def test_a_code_first_known_from_a_file_moves_into_the_taxonomy(imported, folder):
    imported([row(service_code_info="SA ZZ")], codes=["SA", "DT", "ZZ"])
    line = "ZZ,zebra-riding,other,ZZ,Zebras,Zebra riding,You ride zebras.,offers,0,999\n"
    services = folder / "services.csv"
    services.write_text(services.read_text(encoding="utf-8") + line, encoding="utf-8")
    call_command("load_taxonomy", verbosity=0)
    service = Service.objects.get(code="ZZ")
    assert (service.slug, service.in_taxonomy) == ("zebra-riding", True)


BROKEN = [
    ("services.csv", "TELE,telehealth,care", "TELE,telehealth,cure", "line .* group 'cure'"),
    ("services.csv", "code,slug,", "kode,slug,", "lacks code"),
    ("defined.csv", "MU BU NU,", "MU BU XX,", "line .*: unknown code XX"),
    ("groups.csv", ",all,service,10", ",all,service,ten", "line 2: position 'ten'"),
    ("groups.csv", ",all,service,10", ",all,service", "line 2: cells"),
]  # fmt: skip


@pytest.mark.parametrize("file, old, new, problem", BROKEN)
def test_a_broken_file_changes_nothing_and_is_named(folder, file, old, new, problem):
    replace(folder / file, old, new)
    before = list(Service.objects.values())
    with pytest.raises(CommandError, match=f"fixtures/taxonomy/{file}.*{problem}"):
        call_command("load_taxonomy", verbosity=0)
    assert list(Service.objects.values()) == before
