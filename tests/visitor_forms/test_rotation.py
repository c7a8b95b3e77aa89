"""Columns hold nothing readable, and keys are changed without losing a row."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from callbacks.models import CallbackRequest
from tests.callbacks.factories import make_request
from visitor_forms.fields import Sealed
from visitor_forms.management.commands.rotate_field_keys import encrypted_fields, some

OLD, NEW, THIRD = (Fernet.generate_key().decode() for _ in range(3))
ROW = "SELECT name, phone, times, voicemail, whom_for, language FROM callbacks_callbackrequest"

pytestmark = pytest.mark.django_db


def stored():
    """Return the bytes of each row's encrypted columns."""
    with connection.cursor() as cursor:
        cursor.execute(ROW + " ORDER BY id")
        return [[bytes(cell) for cell in row] for row in cursor.fetchall()]


def rotate():
    output = StringIO()
    call_command("rotate_field_keys", stdout=output)
    return output.getvalue()


def test_columns_hold_tokens_only():
    make_request(phone="+16175550123", name="Canary", times="evening")

    [row] = stored()
    assert all(cell.startswith(b"gAAAA") for cell in row)
    assert not any(word in b"".join(row) for word in (b"6175550123", b"Canary", b"evening"))
    callback = CallbackRequest.objects.get()
    assert (callback.phone, callback.name, callback.times) == ("+16175550123", "Canary", "evening")


def test_nothing_is_kept_as_nothing():
    make_request(name="")

    assert stored()[0][0] == b""
    assert CallbackRequest.objects.get().name == ""
    assert CallbackRequest().name == ""


def test_a_form_field_left_empty_is_found_empty():
    field = CallbackRequest._meta.get_field("phone")
    assert "" in field.empty_values
    assert CallbackRequest._meta.get_field("name").clean("", None) == ""


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__gt", "phone__in"])
def test_nobody_searches_by_it(lookup):
    with pytest.raises(FieldError):
        CallbackRequest.objects.filter(**{lookup: "+16175550123"}).exists()


def test_nobody_exports_it():
    make_request()
    with pytest.raises(CommandError, match="isn't exported"):
        call_command("dumpdata", "callbacks.callbackrequest", stdout=StringIO())


def test_the_old_key_can_go_after_a_rotation(settings):
    settings.FIELD_KEYS = [OLD]
    phones = [f"+161755501{number}" for number in range(10, 15)]
    for phone in phones:
        make_request(phone=phone, name=f"Name {phone}")
    before, prints = stored(), set(CallbackRequest.objects.values_list("phone_fingerprint"))

    settings.FIELD_KEYS = [NEW, OLD]
    output = rotate()

    assert "callback requests: 5 rows" in output
    assert not any(cell in sum(before, []) for row in stored() for cell in row)
    assert not prints & set(CallbackRequest.objects.values_list("phone_fingerprint"))
    settings.FIELD_KEYS = [NEW]
    assert {callback.phone for callback in CallbackRequest.objects.all()} == set(phones)
    assert all(
        callback.name == f"Name {callback.phone}" for callback in CallbackRequest.objects.all()
    )
    assert all(CallbackRequest.objects.with_phone(phone).count() == 1 for phone in phones)


def test_a_rotation_changes_nothing_else_and_can_be_repeated(settings):
    settings.FIELD_KEYS = [OLD]
    callback = make_request()
    settings.FIELD_KEYS = [NEW, OLD]
    rotate()
    rotate()
    again = CallbackRequest.objects.get()
    for field in CallbackRequest._meta.concrete_fields:
        if field.name != "phone_fingerprint":
            assert getattr(again, field.attname) == getattr(callback, field.attname), field


def test_before_a_rotation_the_old_key_is_needed(settings):
    settings.FIELD_KEYS = [OLD]
    lost = make_request()
    settings.FIELD_KEYS = [THIRD]
    other = make_request(phone="+16175550111")
    kept = stored()[0]
    settings.FIELD_KEYS = [NEW, THIRD]

    assert isinstance(CallbackRequest.objects.get(pk=lost.pk).phone, Sealed)
    with pytest.raises(CommandError, match=f": callback request {lost.pk}. Add the key"):
        rotate()

    assert stored()[0] == kept
    settings.FIELD_KEYS = [NEW]  # the other one was rotated all the same
    assert CallbackRequest.objects.get(pk=other.pk).phone == "+16175550111"
    settings.FIELD_KEYS = [NEW, OLD]
    rotate()
    settings.FIELD_KEYS = [NEW]
    assert CallbackRequest.objects.get(pk=lost.pk).phone == "+16175550123"


def test_one_phone_under_two_keys_is_named_and_not_lost(settings):
    settings.FIELD_KEYS = [OLD]
    first = make_request()
    settings.FIELD_KEYS = [NEW]
    make_request()  # the same phone, while the old key was away
    settings.FIELD_KEYS = [NEW, OLD]

    with pytest.raises(CommandError, match=f"twice, .*: callback request {first.pk}. Close one"):
        rotate()
    assert {callback.phone for callback in CallbackRequest.objects.all()} == {"+16175550123"}

    CallbackRequest.objects.filter(pk=first.pk).update(state="closed", closed_at=timezone.now())
    assert "callback requests: 2 rows" in rotate()


def test_not_all_of_many_are_named():
    names = [f"row {number}" for number in range(25)]
    assert some(names).endswith("row 19 and 5 more")
    assert some(names[:20]).endswith("row 18, row 19")


def test_without_keys_there_is_nothing_to_rotate_to(settings):
    settings.FIELD_KEYS = []
    with pytest.raises(CommandError, match="^FIELD_KEYS is not set"):
        rotate()


def test_a_new_key_is_one():
    output = StringIO()
    call_command("new_field_key", stdout=output)
    Fernet(output.getvalue().strip())


def test_every_encrypted_field_is_found():
    assert encrypted_fields(CallbackRequest) == ROW.split(" FROM ")[0][7:].split(", ")
