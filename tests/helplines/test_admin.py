import pytest
from django.core.management import call_command
from django.forms import model_to_dict
from django.urls import reverse

from helplines.models import Helpline
from tests.helplines.factories import make_helpline


@pytest.fixture
def save(admin_client):
    """Post a line to the admin as its form would, with a browser's line endings."""

    def post(line, translated=None, **changes):
        values = model_to_dict(line) | changes
        data = {
            name: value.replace("\n", "\r\n") if isinstance(value, str) else value
            for name, value in values.items()
            if value not in (None, False)
        }
        # The form of each translation that is there, as it stands.
        translations = line.translations.all() if line.pk else []
        data |= {"translations-TOTAL_FORMS": len(translations)}
        data |= {"translations-INITIAL_FORMS": len(translations)}
        for number, translation in enumerate(translations):
            own = model_to_dict(translation) | (translated or {})
            data |= {f"translations-{number}-{field}": value for field, value in own.items()}
        name = "change" if line.pk else "add"
        return admin_client.post(
            reverse(f"admin:helplines_helpline_{name}", args=[line.pk] if line.pk else []), data
        )

    return post


def test_saving_without_a_change_does_not_make_a_line_edited(save):
    call_command("load_helplines", verbosity=0)

    assert save(Helpline.objects.get(slug="988")).status_code == 302
    assert not Helpline.objects.get(slug="988").is_edited


def test_an_edit_in_the_admin_survives_the_next_load(save, capsys):
    call_command("load_helplines")
    save(Helpline.objects.get(slug="911"), who_answers="Our county's dispatch.")

    call_command("load_helplines")

    assert "911: kept as edited in the admin" in capsys.readouterr().out
    assert Helpline.objects.get(slug="911").who_answers == "Our county's dispatch."


def test_the_operator_adds_their_own_line(save):
    assert save(make_helpline(role="operator", in_header=True)).status_code == 302

    assert [line.role for line in Helpline.objects.in_header()] == ["operator"]


def test_a_second_own_line_is_refused_in_words(save):
    save(make_helpline(role="operator"))

    html = save(make_helpline(slug="second", role="operator")).content.decode()

    assert "Only one line of this site&#x27;s own can be published." in html


def test_the_form_says_how_to_add_an_own_line(admin_client):
    make_helpline().save()

    assert (
        "To add your own 24/7 line"
        in admin_client.get(reverse("admin:helplines_helpline_add")).content.decode()
    )
    listed = admin_client.get(reverse("admin:helplines_helpline_changelist"))
    assert "Town Line" in listed.content.decode()
