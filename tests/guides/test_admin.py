from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from guides.models import Guide
from tests.guides.factories import FILE, SOURCES, make_guide

CHANGELIST = reverse("admin:guides_guide_changelist")


@pytest.fixture
def save(admin_client):
    """Post a guide to the admin as its form would, with a browser's line endings."""

    def post(guide, **changes):
        values = model_to_dict(guide) | changes
        data = {
            name: value.replace("\n", "\r\n") if isinstance(value, str) else value
            for name, value in values.items()
            if value not in (None, False)
        }
        name = "change" if guide.pk else "add"
        address = reverse(f"admin:guides_guide_{name}", args=[guide.pk] if guide.pk else [])
        return admin_client.post(address, data)

    return post


@pytest.fixture
def shipped(db, tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "withdrawal.md").write_text(FILE, encoding="utf-8")
    call_command("load_guides", f"--folder={tmp_path}", verbosity=0)
    return tmp_path


def test_saving_without_a_change_does_not_make_it_edited(save, shipped):
    assert save(Guide.objects.get()).status_code == 302
    assert not Guide.objects.get().is_edited


def test_an_edit_survives_the_next_load(save, shipped):
    save(Guide.objects.get(), reviewer="A. Example, MD")
    call_command("load_guides", f"--folder={shipped}", verbosity=0)

    assert Guide.objects.get().reviewer == "A. Example, MD"


def test_a_mistake_is_said_at_its_field(save):
    html = save(make_guide(body="## A\n\n[a](/nowhere/)")).content.decode()

    assert "Line 3: /nowhere/ isn&#x27;t a page of this site" in html
    assert not Guide.objects.exists()


def test_the_list_says_what_is_overdue(admin_client, add):
    add(slug="old", title="Old one", last_reviewed=date(2020, 1, 1), next_due=date(2021, 1, 1))
    add(slug="new", title="New one", next_due=date(9999, 1, 1), reviewer="A. Example, MD")

    def listed(query):
        html = admin_client.get(CHANGELIST + query).content.decode()
        return "Old one" in html, "New one" in html

    assert listed("") == (True, True)
    assert listed("?review=overdue") == (True, False)
    assert listed("?review=unreviewed") == (True, False)
    assert listed("?review=changed") == (False, False)
    Guide.objects.filter(slug="old").update(
        reviews="lawyer | B. Example, JD | 2020-01-01 | 0123456789abcdef"
    )
    assert listed("?review=changed") == (True, False)


@pytest.mark.parametrize(
    "query, listed", [("", 4), ("?ends=soon", 2), ("?ends=ended", 1), ("?ends=x", 4)]
)
def test_the_list_says_which_rules_end(admin_client, add, query, listed):
    today = timezone.localdate()
    for days in (-1, 1, 60, 61):
        end = today + timedelta(days=days)
        add(slug=f"in-{days + 1}", sources=f"{SOURCES} | {end}", title=f"Ends {end}")

    html = admin_client.get(CHANGELIST + query).content.decode()
    assert html.count(">Ends ") == listed


def test_the_preview_shows_what_is_not_published_in_its_language(admin_client, client, add):
    add(language="es", title="Abstinencia", is_published=False)
    pk = Guide.objects.get().pk
    address = reverse("admin:guides_guide_preview", args=[pk])

    form = admin_client.get(reverse("admin:guides_guide_change", args=[pk])).content.decode()
    page = admin_client.get(address)

    assert f'href="{address}"' in form
    assert "Abstinencia" in page.content.decode()
    assert '<html lang="es">' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    client.logout()
    assert client.get(address).status_code == 302
