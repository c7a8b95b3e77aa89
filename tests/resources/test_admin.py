import pytest
from django.urls import reverse

from resources.models import Resource, ResourceList
from tests.resources.factories import make_list, make_resource

pytestmark = pytest.mark.django_db
LISTS = "admin:resources_resourcelist"


@pytest.fixture
def listing(db):
    listing = make_list(title="Sites")
    make_resource(listing, "Canton Drop-in")
    return listing


def test_lists_and_places_can_be_looked_up(admin_client, listing):
    html = admin_client.get(reverse(f"{LISTS}_changelist")).content.decode()
    assert "Sites" in html
    assert ">1</td>" in html
    html = admin_client.get(reverse("admin:resources_resource_changelist"), {"q": "drop"}).content
    assert "Canton Drop-in" in html.decode()
    for name, each in (("resourcelist", listing), ("resource", listing.resources.get())):
        page = admin_client.get(reverse(f"admin:resources_{name}_change", args=[each.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()


def test_nothing_is_added_or_changed_there(admin_client, listing):
    assert admin_client.get(reverse(f"{LISTS}_add")).status_code == 403
    address = reverse(f"{LISTS}_change", args=[listing.pk])
    assert admin_client.post(address, {"title": "Other"}).status_code == 403
    place = reverse("admin:resources_resource_delete", args=[listing.resources.get().pk])
    assert admin_client.post(place, {"post": "yes"}).status_code == 403


def test_a_list_is_removed_with_its_places(admin_client, listing):
    address = reverse(f"{LISTS}_delete", args=[listing.pk])
    assert "Sites (1)" in admin_client.get(address).content.decode()
    admin_client.post(address, {"post": "yes"})
    assert not Resource.objects.exists()
    assert not ResourceList.objects.exists()


def test_lists_are_removed_together(admin_client, listing):
    make_list("meeting")
    chosen = [each.pk for each in ResourceList.objects.all()]
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    admin_client.post(reverse(f"{LISTS}_changelist"), data)
    assert not ResourceList.objects.exists()
