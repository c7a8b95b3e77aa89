"""What an import did can be read in the admin by whoever answers for it."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from facilities.admin.import_report import SHOWN, counts, tables
from facilities.importing.report import Report
from facilities.models import Edition, ImportReport
from feedback.roles import EDITORS
from tests.facilities.corrections.outputs import text_of
from tests.facilities.merging.places import named

PLACE = {"id": "", "name": "Gone House", "city": "Canton", "state": "MA", "line": None}
NO_CHANGE = {"before": "", "now": "", "why": ""}


@pytest.fixture
def edition(cast):
    return Edition.objects.get(kind="su")


@pytest.fixture
def report(edition):
    """Give a function that keeps a report with some values of the su edition."""

    def do(**values):
        content = {**Report("Directory", "su", "su.xlsx").as_json(), **values}
        kept, _is_new = ImportReport.objects.update_or_create(
            edition=edition, defaults={"content": content}
        )
        return kept

    return do


@pytest.fixture
def editor(client, cast):
    user = User.objects.create_user("edith", password="-", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user


def page(edition):
    return reverse("admin:facilities_edition_change", args=[edition.pk])


def shown(content, key, whole=""):
    [table] = [table for table in tables(content, whole) if table.key == key]
    return [str(column) for column in table.columns], [[c.text for c in row] for row in table.rows]


@pytest.mark.parametrize(
    "content, columns, rows",
    [
        (
            {"rejected": [[7, "zip: no number"]]},
            ["Line", "What is wrong"],
            [["7", "zip: no number"]],
        ),
        ({"duplicates": [[9, 4]]}, ["Line", "Repeats line"], [["9", "4"]]),
        ({"matches": {"street and ZIP": 3}}, ["By", "Rows"], [["street and ZIP", "3"]]),
        ({"unknown_codes": {"QQ": ""}}, ["Code", "Label"], [["QQ", ""]]),
        (
            {"swings": [{"code": "DT", "before": 90, "now": 10}]},
            ["Code", "Before", "Now"],
            [["DT", "90", "10"]],
        ),
        ({"settled": ["Phone of A"]}, [], [["Phone of A"]]),
        ({"newly_seen": ["A"]}, [], [["A"]]),
        ({"newly_odd": [{"name": "A", "how_odd": "very"}]}, ["Place", "How odd"], [["A", "very"]]),
    ],
)
def test_every_list_is_a_table(content, columns, rows):
    [key] = content
    assert shown(content, key) == (columns, rows)


def test_what_a_report_lacks_is_not_shown():
    content = Report("Directory", "su", "su.xlsx", covers={"su": ["US"]}).as_json()
    assert tables(content) == []
    labels = [str(label) for label, _number in counts({**content, "newly_counted": 3})]
    assert labels[0] == "Rows read"
    assert labels[-1] == "Newly counted"


def test_the_first_rows_are_shown_or_all():
    content = {"settled": [f"House {number}" for number in range(SHOWN + 5)], "dropped": ["A"]}
    assert [(table.key, table.is_cut) for table in tables(content)] == [
        ("dropped", False),
        ("settled", True),
    ]
    assert len(shown(content, "settled")[1]) == SHOWN
    assert len(shown(content, "settled", whole="settled")[1]) == SHOWN + 5


def test_places_lead_to_their_pages(report, edition, editor, client):
    birch = named("Birch Clinic")
    moved = {**PLACE, **NO_CHANGE, "id": birch.public_id, "name": "Birch Clinic"}
    moved |= {"before": "617-555-0101", "now": "617-555-0102"}
    gone = {**PLACE, **NO_CHANGE, "id": "zzzzzzzz"}
    report(changed_phones=[moved], gone_places=[gone], gone=1)
    text = text_of(client, page(edition))
    link = reverse("admin:facilities_facility_change", args=[birch.pk])
    assert f'<a href="{link}">Birch Clinic</a>' in text
    assert "617-555-0102" in text
    assert "<td>Gone House</td>" in text
    assert "No longer listed (1)" in text
    assert "Gone House" in text_of(client, f"{page(edition)}?all=gone_places")


def test_it_is_given_as_json(report, edition, editor, client):
    kept = report(created=3, rejected=[[7, "zip: é"]])
    url = reverse("admin:facilities_edition_report", args=[edition.pk])
    assert url in text_of(client, page(edition))
    answer = client.get(url)
    assert answer.json() == kept.content
    assert "é" in answer.content.decode()
    assert answer["Content-Disposition"] == (
        f'attachment; filename="import-su-2023-{edition.pk}.json"'
    )


def test_an_edition_of_before_has_no_report(edition, editor, client):
    ImportReport.objects.all().delete()
    assert "No report was kept of it." in text_of(client, page(edition))
    url = reverse("admin:facilities_edition_report", args=[edition.pk])
    assert client.get(url).status_code == 404


def test_the_list_says_what_each_did(report, edition, editor, client):
    report(created=4711, gone=12)
    text = text_of(client, reverse("admin:facilities_edition_changelist"))
    assert "4,711 created, 0 changed, 12 gone" in text


def test_what_it_covers_is_said_in_words(edition, editor, client):
    Edition.objects.filter(pk=edition.pk).update(covers={"su": ["MA", "US"], "x": ["??"]})
    assert "Substance use survey: Massachusetts, the nation; x: ??" in text_of(
        client, page(edition)
    )
    Edition.objects.filter(pk=edition.pk).update(covers={})
    assert "No area: it is a part of a list." in text_of(client, page(edition))


def test_who_may_not_see_editions_sees_no_report(report, edition, client):
    report()
    client.force_login(User.objects.create_user("viola", password="-", is_staff=True))
    url = reverse("admin:facilities_edition_report", args=[edition.pk])
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("pk", ["x", "9" * 30])
def test_what_is_no_edition_has_no_page(editor, client, pk):
    url = reverse("admin:facilities_edition_change", args=[pk])
    assert client.get(url).status_code == 302
