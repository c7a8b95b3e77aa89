"""What an operator may change of a facility itself, where corrections say something else."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds import kind_of
from facilities.models import Facility


class FacilityForm(forms.ModelForm):
    """Its status; what a correction says isn't undone unseen."""

    class Meta:
        model = Facility
        fields = ["status"]

    def clean_status(self):
        status = self.cleaned_data["status"]
        if status != Facility.Status.CLOSED and any(kind.closes for kind in self._kinds()):
            raise ValidationError(
                _("A correction says that it has closed. To reopen it, withdraw that.")
            )
        return status

    def _kinds(self):
        """Return the Kinds of the corrections in force."""
        return [kind_of(correction) for correction in self.instance.corrections.active()]
