"""Parameters that are lists between commas, and answers with some of their keys.

`fields` isn't in the OpenAPI description: clients made of it expect every key that an answer has,
and so would have to do without knowing any.
"""

import json
import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer

from api.serializers import FacilitySerializer

FACILITY_KEYS = tuple(FacilitySerializer().fields)
LONGEST = 1_000
ID = re.compile(r"\A[0-9a-z]{1,12}\Z", re.ASCII)
MOST_IDS = 100


class FieldsField(forms.CharField):
    """Keys of a facility, `id,name,phones`; all of them where none is named."""

    default_error_messages = {
        "invalid": _("“%(value)s” is no field of a facility."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> frozenset[str]:
        names = [name for name in str(super().clean(value)).split(",") if name]
        for name in names:
            if name not in FACILITY_KEYS:
                message = self.error_messages["invalid"]
                raise ValidationError(message, code="invalid", params={"value": name})
        return frozenset(names)


class CursorField(forms.RegexField):
    """Where a list in the order of ids goes on: behind this id."""

    default_error_messages = {"invalid": _("This isn't a cursor: take it from `next`.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ID, **kwargs)


class IdsField(forms.CharField):
    """Ids of facilities, `2b3c4d5f,6g7h8j9k`: each once, in their order."""

    default_error_messages = {
        "invalid": _("“%(value)s” is no id: ids are letters and digits, with commas between."),
        "too_many": _("Ask for %(most)s facilities at once at most."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=13 * MOST_IDS, **kwargs)

    def clean(self, value: Any) -> list[str]:
        ids = list(dict.fromkeys(id for id in str(super().clean(value)).split(",") if id))
        for each in ids:
            if not ID.fullmatch(each):
                message = self.error_messages["invalid"]
                raise ValidationError(message, code="invalid", params={"value": each})
        if len(ids) > MOST_IDS:
            message = self.error_messages["too_many"]
            raise ValidationError(message, code="too_many", params={"most": MOST_IDS})
        return ids


def picked(result: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return those keys of a facility that are named, in the order of its answer; or all."""
    return {key: value for key, value in result.items() if key in names} if names else result


def picked_json(results: bytes, names: Collection[str]) -> bytes:
    """Return facilities in JSON, with commas between, with those keys alone."""
    if not names:
        return results
    chosen = [picked(result, names) for result in json.loads(b"[%b]" % results)]
    return bytes(JSONRenderer().render(chosen))[1:-1]


class FieldsForm(forms.Form):
    fields = FieldsField(required=False)  # type: ignore[assignment]  # a parameter of this name
