"""Making two places one in the admin, and two again."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.urls import reverse

from facilities.importing.lock import ImportRunning
from facilities.models import Correction, Merge
from feedback.roles import EDITORS
from tests.facilities.corrections.corrected import correct
from tests.facilities.corrections.outputs import now, text_of
from tests.facilities.merging.places import everything, named

REASON = "Same door, by a call"


@pytest.fixture
def editor(client, cast):
    """Log in somebody who is an editor and nothing else."""
    user = User.objects.create_user("edith", password="-", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user


def same(merged, into=None):
    name = "same_as" if into else "same"
    pks = [each.pk for each in (merged, into) if each]
    return reverse(f"admin:facilities_facility_{name}", args=pks)


def change(thing):
    return reverse(f"admin:facilities_{thing._meta.model_name}_change", args=[thing.pk])


def test_an_editor_makes_two_places_one_and_two_again(editor, client):
    birch, alder = named("Birch Clinic"), named("Alder House")
    before = everything()
    assert same(birch) in text_of(client, change(birch))
    assert same(birch, alder) in text_of(client, f"{same(birch)}?q=alder")
    page = text_of(client, same(birch, alder))
    for text in ("617-555-0177 x5", "Women's Program", "What is lost", "Name: no longer shown"):
        assert text in page
    answer = client.post(same(birch, alder), {"reason": REASON})
    assert answer.headers["Location"] == change(alder)
    assert now(birch).merged_into == alder
    made = Merge.objects.active().get(facility=birch)
    assert (made.reason, made.made_by) == (REASON, editor)
    assert f'Is also <a href="{change(birch)}">' in text_of(client, change(alder))
    assert same(birch) not in text_of(client, change(birch))
    undo = reverse("admin:facilities_merge_undo", args=[made.pk])
    assert undo in text_of(client, change(made))
    client.post(undo)
    assert everything() == before
    made.refresh_from_db()
    assert made.undone_by == editor
    assert undo not in text_of(client, change(made))


def test_everything_is_logged(editor, client):
    birch, alder = named("Birch Clinic"), named("Alder House")
    client.post(same(birch, alder), {"reason": REASON})
    made = Merge.objects.active().get(facility=birch)
    client.post(reverse("admin:facilities_merge_undo", args=[made.pk]))
    for thing in (birch, alder, made):
        name = thing._meta.model_name
        entries = LogEntry.objects.filter(content_type__model=name, object_id=thing.pk)
        assert entries.count() == 2
    history = reverse("admin:facilities_facility_history", args=[birch.pk])
    assert f"Merged into Alder House: {REASON}" in text_of(client, history)


def test_the_list_undoes_several(editor, client):
    merges = reverse("admin:facilities_merge_changelist")
    client.post(same(named("Birch Clinic"), named("Elm Recovery")), {"reason": REASON})
    page = text_of(client, f"{merges}?state=active")
    assert REASON in page
    assert "The same door" in page
    chosen = {
        "action": "undo",
        "_selected_action": list(Merge.objects.values_list("pk", flat=True)),
    }
    answer = client.post(merges, chosen, follow=True)
    assert "Quince House and Alder House are two places again" in answer.content.decode()
    assert not Merge.objects.active().exists()
    assert REASON in text_of(client, f"{merges}?state=undone")
    assert REASON not in text_of(client, f"{merges}?state=active")


@pytest.mark.parametrize(
    "merged, into, message",
    [
        ("Alder House", "Alder House", "A place can't be merged into itself"),
        ("Quince House", "Birch Clinic", "It was merged into Alder House already"),
        ("Cedar Shelter", "Birch Clinic", "Its address must not be shown"),
        ("Birch Clinic", "Pine House", "marked as closed"),
    ],
)
def test_what_is_refused_is_said_and_can_not_be_sent(editor, client, merged, into, message):
    before, url = everything(), same(named(merged), named(into))
    page = text_of(client, url)
    assert message in page
    assert "They are one place" not in page
    assert message in client.post(url, {"reason": REASON}).content.decode().replace("&#x27;", "'")
    assert everything() == before


def test_of_a_merged_one_its_survivor_is_offered(editor, client):
    birch, quince, alder = named("Birch Clinic"), named("Quince House"), named("Alder House")
    answer = client.get(same(birch, quince), follow=True)
    assert answer.redirect_chain == [(same(birch, alder), 302)]
    assert "Quince House was merged into this one" in answer.content.decode()


def test_a_reason_is_needed(editor, client):
    birch, alder = named("Birch Clinic"), named("Alder House")
    answer = client.post(same(birch, alder), {"reason": "  "})
    assert "This field is required" in answer.content.decode()
    assert now(birch).merged_into is None


def test_corrections_that_rest_are_named(editor, client):
    birch, alder = named("Birch Clinic"), named("Alder House")
    correction = correct(birch, "phone", phone="617-555-0199")
    page = text_of(client, same(birch, alder))
    assert "This correction is put on hold" in page
    assert change(correction) in page


@pytest.mark.parametrize(
    "kind, values, gone",
    [
        ("phone", {"is_gone": True}, "617-555-0101"),
        ("phone", {"phone": "617-555-0199"}, "617-555-0101"),
        ("not-offered", {"service": "medicaid"}, ""),
    ],
)
def test_what_rests_is_made_again_where_it_is_shown(editor, client, kind, values, gone):
    birch, alder = named("Birch Clinic"), named("Alder House")
    correct(birch, kind, **values)
    client.post(same(birch, alder), {"reason": REASON})
    shown = [phone.display for phone in now(alder).phones.all()]
    assert not gone or gone in shown
    text = text_of(client, change(alder))
    assert "These corrections are on hold" in text
    link = re.search(r'<a href="([^"]+)">Make it again here', text)[1].replace("&amp;", "&")
    form = client.get(link).context["adminform"].form
    sent = {box.name: box.value() for box in form}
    answer = client.post(link.partition("?")[0], {k: v for k, v in sent.items() if v})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    made = Correction.objects.get(facility=alder)
    assert made.confirmed_by == "call"
    shown = [phone.display for phone in now(alder).phones.all()]
    assert gone not in shown
    assert values.get("phone", shown[0]) in shown


def test_during_an_import_nothing_is_written_and_nothing_lost(editor, client, monkeypatch):
    def held():
        raise ImportRunning

    monkeypatch.setattr("facilities.admin.merge_pages.import_lock", held)
    monkeypatch.setattr("facilities.admin.merge.import_lock", held)
    birch, alder = named("Birch Clinic"), named("Alder House")
    page = client.post(same(birch, alder), {"reason": REASON}).content.decode()
    assert "An import is running" in page
    assert f'value="{REASON}"' in page
    made = Merge.objects.get()
    undo = reverse("admin:facilities_merge_undo", args=[made.pk])
    assert "An import is running" in client.post(undo, follow=True).content.decode()
    assert Merge.objects.active().get() == made


def test_who_may_not_merge_can_not(client, cast):
    user = User.objects.create_user("viola", password="-", is_staff=True)
    client.force_login(user)
    birch, alder = named("Birch Clinic"), named("Alder House")
    for url in (same(birch), same(birch, alder)):
        assert client.get(url).status_code == 403
    assert client.post(same(birch, alder), {"reason": REASON}).status_code == 403
    undo = reverse("admin:facilities_merge_undo", args=[Merge.objects.get().pk])
    assert client.post(undo).status_code == 403
    assert client.get(undo).status_code == 405


def test_nobody_adds_or_deletes_a_merge_by_hand(admin_client, cast):
    made = Merge.objects.get()
    for name, args in (("add", []), ("delete", [made.pk])):
        url = reverse(f"admin:facilities_merge_{name}", args=args)
        assert admin_client.get(url).status_code == 403


@pytest.mark.parametrize("text", ["", "x" * 5000, "\0", "'; --", "%", "617-555-0101"])
def test_whatever_is_searched_for_the_page_opens(editor, client, text):
    assert client.get(same(named("Alder House")), {"q": text}).status_code == 200


def test_a_correction_that_rests_can_be_withdrawn(editor, client):
    birch, alder = named("Birch Clinic"), named("Alder House")
    correction = correct(birch, "phone", phone="617-555-0199")
    client.post(same(birch, alder), {"reason": REASON})
    assert client.get(change(correction)).status_code == 200
    chosen = {"action": "withdraw", "_selected_action": [correction.pk]}
    client.post(reverse("admin:facilities_correction_changelist"), chosen)
    correction.refresh_from_db()
    assert correction.state == "withdrawn"
    assert "These corrections are on hold" not in text_of(client, change(alder))


def test_the_list_of_places_says_what_was_merged(editor, client):
    places = reverse("admin:facilities_facility_changelist")
    text = text_of(client, f"{places}?merged_into__isempty=0")
    assert "One place with Alder House" in text
    assert "Birch Clinic" not in text
