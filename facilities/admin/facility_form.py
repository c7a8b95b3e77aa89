"""What an operator may change of a facility itself, where corrections say something else."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facilities.models import Correction, Facility

What = Correction.What


class FacilityForm(forms.ModelForm):
    """Its status and what it was merged into; what a correction says isn't undone unseen."""

    class Meta:
        model = Facility
        fields = ["status", "merged_into"]

    def clean_status(self):
        status = self.cleaned_data["status"]
        if status != Facility.Status.CLOSED and self._is_found(What.CLOSED):
            raise ValidationError(
                _("A correction says that it has closed. Withdraw that, and it is open again.")
            )
        return status

    def clean_merged_into(self):
        """A place keeps its secret when it becomes another's: corrections don't move."""
        target = self.cleaned_data["merged_into"]
        is_secret = target and self._is_found(What.WITHHELD)
        if is_secret and not target.address_withheld:
            raise ValidationError(
                _(
                    "Its address must not be shown. First make a correction that says so of the "
                    "place it is merged into."
                )
            )
        return target

    def _is_found(self, what):
        return self.instance.corrections.active().filter(what=what).exists()
