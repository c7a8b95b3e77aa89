"""The query string of the page of other places that help: where, of what kind, which page."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from search.filters import LAST_PAGE, LONGEST_TEXT


class ResourceForm(forms.Form):
    """`kinds`: the Kinds that have lists; no other can be asked for."""

    where = forms.CharField(
        label=_("City, state, or ZIP code"), required=False, max_length=LONGEST_TEXT
    )
    kind = forms.ChoiceField(
        label=_("What do you need?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the kinds in the list.")},
    )
    page = forms.IntegerField(
        label=_("Page"),
        required=False,
        min_value=1,
        max_value=LAST_PAGE,
        error_messages={
            "max_value": _("Only the first 50 pages are shown; narrow your search instead."),
        },
    )

    def __init__(self, data, kinds):
        super().__init__(data)
        options = [(kind.value, kind.label) for kind in kinds]
        field = cast(forms.ChoiceField, self.fields["kind"])
        field.choices = [("", _("All of these")), *options]
