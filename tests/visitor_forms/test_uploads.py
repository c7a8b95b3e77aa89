"""Nobody fills the disk by sending files that no form asks for."""

import pytest
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile

from callbacks.models import CallbackRequest
from tests.callbacks.factories import filled
from tests.visitor_forms.tokens import OWN

pytestmark = pytest.mark.django_db


# As large as a form may be, and larger than what is held in memory.
@pytest.mark.parametrize("size, status", [(50_000, 400), (4_000_000, 413)])
def test_a_file_is_not_written_anywhere(client, size, status, monkeypatch):
    file = SimpleUploadedFile("x.bin", b"x" * size)
    made, make = [], temp.NamedTemporaryFile
    monkeypatch.setattr(temp, "NamedTemporaryFile", lambda **how: made.append(how) or make(**how))

    answer = client.post("/callback/", {"file": file, **filled()}, headers=OWN)

    assert made == []
    assert answer.status_code == status  # it was read no further
    assert not CallbackRequest.objects.exists()


def test_a_form_sent_in_parts_is_read(client):
    answer = client.post("/callback/", filled(), headers=OWN)  # multipart/form-data
    assert answer.status_code == 303
    assert CallbackRequest.objects.count() == 1
