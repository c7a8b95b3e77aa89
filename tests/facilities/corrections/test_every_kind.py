"""Every kind of correction through the editions that follow, and in the admin's form."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facilities.admin.correction_boxes import GROUPS
from facilities.corrections.kinds import ALL_BOXES, KINDS, kind_of
from facilities.importing.changes import rebuild
from facilities.importing.save_correction import put_right, withdraw
from facilities.models import Correction, Facility, Service
from pages.facility.corrected import Corrected
from tests.facilities.corrections.cases import shelby_now, state_of
from tests.facilities.corrections.corrected import ADD, CONFIRMED, correct, filled

pytestmark = pytest.mark.django_db

# {value of a kind: its test module}; a kind without one is an error.
MODULES = {
    kind.value: import_module(
        f"tests.facilities.corrections.kinds.test_{type(kind).__module__.rpartition('.')[2]}"
    )
    for kind in KINDS
}
CASES = {
    f"{value}: {name}": (value, case)
    for value, module in MODULES.items()
    for name, case in module.CASES.items()
}
# What is only wrong, or only missing, has no third value.
WITH_THIRD = [name for name, (_value, case) in CASES.items() if case.third is not None]
SETTLED = [name for name, (_value, case) in CASES.items() if case.agrees is not None]
BOTH = [name for name in SETTLED if name in WITH_THIRD]


def rows(table):
    """Return [(value of a kind, row)] of a table that each test module of a kind has."""
    return [(value, row) for value, module in MODULES.items() for row in getattr(module, table)]


@pytest.fixture(params=CASES)
def case(request, edition):
    """Give a Case in force: its parts, `correction` and `is_right`, asked of the database."""
    value, case = CASES[request.param]
    edition(year=2022)
    assert not case.holds(shelby_now())
    return SimpleNamespace(
        agrees=case.agrees,
        third=case.third,
        correction=correct(shelby_now(), value, **case.values),
        is_right=lambda: case.holds(shelby_now()),
        is_settled=lambda: (case.settled or case.holds)(shelby_now()),
    )


def test_it_shows_at_once_and_after_the_next_edition(case, edition):
    assert case.is_right()
    before, url = state_of(shelby_now()), shelby_now().get_absolute_url()
    report = edition()
    assert (report.created, report.changed, report.gone) == (0, 0, 0)
    assert (report.settled, report.contested) == ([], [])
    case.correction.refresh_from_db()
    assert (case.correction.state, case.correction.is_contested) == ("active", False)
    assert state_of(shelby_now()) == before
    assert shelby_now().get_absolute_url() == url


def test_the_same_file_again_writes_no_row(case, edition):
    edition()
    with CaptureQueriesContext(connection) as queries:
        report = edition()
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE", "PRAGMA"}
    assert report.unchanged == 10


@pytest.mark.parametrize("case", SETTLED, indirect=True)
def test_it_is_settled_when_the_source_agrees(case, edition):
    report = edition(**case.agrees)
    case.correction.refresh_from_db()
    assert (case.correction.state, case.correction.is_contested) == ("settled", False)
    assert case.correction.ended_on
    assert report.settled == [str(case.correction)]
    assert case.is_settled()
    assert (report.created, report.gone) == (0, 0)


@pytest.mark.parametrize("case", BOTH, indirect=True)
def test_once_settled_the_source_is_believed_again(case, edition):
    edition(**case.agrees)
    edition(year=2024, **case.third)
    assert not case.is_right()
    assert Facility.objects.count() == 10


@pytest.mark.parametrize("case", WITH_THIRD, indirect=True)
def test_a_third_value_is_flagged_and_not_shown(case, edition):
    report = edition(**case.third)
    case.correction.refresh_from_db()
    assert case.is_right()
    assert (case.correction.state, case.correction.is_contested) == ("active", True)
    assert report.contested == [str(case.correction)]
    assert any("something new" in line for line in report.lines())
    assert (report.created, report.gone) == (0, 0)


@pytest.mark.parametrize("case", WITH_THIRD, indirect=True)
def test_looking_into_it_again_takes_the_flag_away(case, edition):
    edition(**case.third)
    case.correction.refresh_from_db()
    put_right(case.correction)
    assert edition(year=2024, **case.third).contested == []
    case.correction.refresh_from_db()
    assert (case.correction.state, case.correction.is_contested) == ("active", False)
    assert case.is_right()


def test_derived_anew_it_is_the_same_and_withdrawn_as_if_nothing_had_been(case, edition):
    before = state_of(shelby_now())
    rebuild()
    assert state_of(shelby_now()) == before
    withdraw(case.correction)
    assert not case.is_right()
    after = state_of(shelby_now())
    Facility.objects.all().delete()
    edition()
    assert after == state_of(shelby_now())


def test_it_waits_for_a_place_that_left_and_says_so(case, edition):
    pk = shelby_now().pk
    report = edition(is_listed=False)
    assert shelby_now().status == "unlisted"
    assert case.is_right()
    assert report.unlisted == [str(case.correction)]
    assert any("no directory lists any more" in line for line in report.lines())
    report = edition(year=2024)
    assert (report.created, shelby_now().status, report.unlisted) == (0, "open", [])
    assert shelby_now().pk == pk
    assert case.is_right()


def test_all_kinds_at_once_are_laid_one_over_the_other(edition):
    edition(year=2022)
    cases = [(value, case) for value, case in CASES.values() if case.beside]
    for value, case in cases:
        correct(shelby_now(), value, **case.values)
    assert all(case.holds(shelby_now()) for _value, case in cases)
    before = state_of(shelby_now())
    assert edition().changed == 0
    rebuild()
    assert state_of(shelby_now()) == before
    for correction in Correction.objects.all():
        withdraw(correction)
    after = state_of(shelby_now())
    Facility.objects.all().delete()
    edition()
    assert after == state_of(shelby_now())


@pytest.mark.parametrize("value, values", rows("INCOMPLETE"))
def test_a_correction_without_what_is_right_cannot_be_stored(alder, value, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(facility=alder, what=value, **{**CONFIRMED, **values})


# --- The admin's form -------------------------------------------------------------------------


@pytest.mark.parametrize("value", MODULES)
def test_the_admin_puts_it_right(admin_client, admin_user, cast, value):
    form = MODULES[value].FORM
    facility = Facility.objects.get(name=form.facility)
    sent = filled(facility, what=value, **form.sent)
    if "service" in sent:
        sent["service"] = Service.objects.get(slug=sent["service"]).pk
    path = f"{ADD}?facility={facility.pk}&what={value}"
    assert admin_client.get(path).status_code == 200
    assert admin_client.post(ADD, sent).status_code == 302
    correction = Correction.objects.get()
    assert (correction.what, correction.made_by) == (value, admin_user)
    assert correction.is_active
    has_phone = "phone" in kind_of(correction).boxes
    assert correction.phone == (form.sent.get("phone", "") if has_phone else "")
    assert form.is_right(Facility.objects.get(pk=facility.pk))
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    assert admin_client.get(change).status_code == 200
    assert admin_client.get("/admin/facilities/correction/").status_code == 200


@pytest.mark.parametrize("value, row", rows("REFUSED"))
def test_the_admin_says_what_is_wrong(admin_client, cast, value, row):
    name, sent, message = row
    facility = Facility.objects.get(name=name)
    response = admin_client.post(ADD, filled(facility, what=value, **sent))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Correction.objects.exists()


# --- What a kind must say of itself -----------------------------------------------------------


def test_the_database_knows_the_kinds_that_there_are():
    assert {kind.value for kind in KINDS} == set(Correction.Kind)


@pytest.mark.parametrize("kind", KINDS, ids=repr)
def test_a_kind_has_boxes_of_the_form_and_a_part_of_the_page(kind):
    assert {*kind.optional, *filter(None, [kind.box_or_gone])} <= set(kind.boxes)
    assert ("is_gone" in kind.boxes) == bool(kind.box_or_gone)
    assert ("service" in kind.boxes) == (kind.answer is not None)
    parts = set(vars(Corrected())) - {"all", "is_number_sought"}
    assert (kind.part in parts) if kind.is_public else not kind.part


def test_every_box_has_its_place_in_the_form_and_the_style_sheet(settings):
    style = (settings.BASE_DIR / "static/css/admin.css").read_text()
    assert {box for _title, _class, boxes in GROUPS for box in boxes} == ALL_BOXES
    for box in ALL_BOXES:
        assert f'[data-shows~="{box}"]:checked)) .field-{box}' in style
    for _title, css_class, _boxes in GROUPS:
        assert f'[data-shows~="{css_class}"]:checked)) .{css_class}' in style
    assert '[value="' not in style  # kinds aren't named
