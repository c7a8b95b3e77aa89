"""Every admin page of the directory opens, and changes only what an import respects."""

import pytest
from django.urls import reverse

from facilities.models import Edition, Facility, Service, ServiceGroup
from tests.facilities.workbooks import row

MODELS = [Facility, Edition, Service, ServiceGroup]


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_details_open(admin_client, imported, model):
    imported([row()])
    name = model._meta.model_name
    entry = model.objects.first()
    assert admin_client.get(reverse(f"admin:facilities_{name}_changelist")).status_code == 200
    url = reverse(f"admin:facilities_{name}_change", args=[entry.pk])
    assert admin_client.get(url).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_by_hand(admin_client, model):
    url = reverse(f"admin:facilities_{model._meta.model_name}_add")
    assert admin_client.get(url).status_code == 403


def test_the_operator_closes_a_facility_and_changes_nothing_else(admin_client, imported):
    imported([row()])
    facility = Facility.objects.get()
    url = reverse("admin:facilities_facility_change", args=[facility.pk])
    inlines = {
        f"{prefix}-{field}": value
        for prefix in ("phones", "listings", "corrections")
        for field, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
    }
    sent = {"status": "closed", "name": "Other", "merged_into": facility.pk, **inlines}
    answer = admin_client.post(url, sent)
    assert answer.status_code == 302
    facility.refresh_from_db()
    assert (facility.status, facility.name) == ("closed", "Shelby House")
    assert facility.merged_into is None
