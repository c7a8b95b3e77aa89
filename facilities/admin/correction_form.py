"""The form in which an operator puts a listing right: what it refuses, and why."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from facilities.admin.correction_fields import CorrectionFields
from facilities.corrections.kinds import ALL_BOXES, kind_named
from facilities.importing.save_correction import AlreadySaid, NothingListed, check, source_of
from facilities.models import Correction

EMPTY = {"service": None, "is_gone": False}
# What a Correction holds as it is; the point is two numbers of it.
VALUES = ALL_BOXES - {"point"}
TWICE = _("A correction of this is already in force. Change that one or withdraw it.")


class CorrectionForm(CorrectionFields):
    """What the boxes of a kind hold is cleaned by the kind (facilities/corrections/kinds/).

    `is_import_running`: an import holds the directory, so nothing can be written now.
    """

    is_import_running = False

    def clean_confirmed_on(self):
        day = self.cleaned_data["confirmed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This date is in the future."))
        return day

    def clean(self):
        if self.is_import_running:
            raise ValidationError(_("An import is running. Wait a minute and save again."))
        cleaned, facility = super().clean(), self._chosen("facility")
        self._drop_hidden()
        if not self.kind or not facility or self._has_wrong_box():
            return cleaned
        if facility.merged_into:
            raise ValidationError(_("It was merged into another: correct that one."))
        if objection := self.kind.objection(facility):
            raise ValidationError(objection)
        self._clean_values(facility)
        if not self.errors:
            self._check_others(facility)
        if not self.errors:
            self._compare(facility)
        return cleaned

    def _chosen(self, name):
        """Return what the correction is about: of a stored one, it can't be changed."""
        return getattr(self.instance, name) if self.instance.pk else self.cleaned_data.get(name)

    @cached_property
    def kind(self):
        """Return the Kind of the correction; None if it isn't chosen."""
        value = self._chosen("what")
        return kind_named(value) if value else None

    def _has_wrong_box(self):
        return bool(ALL_BOXES & self.errors.keys())

    def _post_clean(self):
        # Of what is incomplete the model would say that a constraint is violated.
        if not self.errors:
            super()._post_clean()

    def _drop_hidden(self):
        """Forget what boxes hold that aren't shown for this kind, and what is wrong with it.

        They still hold it when the form is shown again: who chose the wrong kind lost nothing.
        """
        for name in ALL_BOXES - set(self.kind.boxes if self.kind else ()):
            self.errors.pop(name, None)
            self.cleaned_data[name] = EMPTY.get(name, "")

    def _clean_values(self, facility):
        """Keep what this kind of correction says, each value cleaned as an import would."""
        kind, values = self.kind, self.cleaned_data
        kind.complete(values, facility)
        for name in set(kind.boxes) - kind.optional:
            is_given = bool(values.get(name))
            if values["is_gone"] and name == kind.box_or_gone:
                if is_given:
                    self.add_error(name, _("Say what is right, or that it isn't known: not both."))
            elif not is_given:
                self.add_error(name, _("Say what is right."))
        if self._has_wrong_box():
            return
        errors = kind.clean(values, self.instance, facility, source_of(facility))
        for name, message in errors.items():
            self.add_error(name, message)

    def _check_others(self, facility):
        """Say what the database would refuse, and what another correction denies.

        Django doesn't check the database's rule: it is about `state`, which the form lacks.
        """
        kind, values = self.kind, self.cleaned_data
        active = Correction.objects.active().filter(facility=facility).exclude(pk=self.instance.pk)
        same = active.about(kind.value, values["service"])
        if field := kind.told_apart_by:
            same = same.filter(**{field: values[field]})
        if same.exists():
            self.add_error(None, TWICE)
        for name, message in kind.conflicts(values, facility, active).items():
            self.add_error(name, message)

    def _compare(self, facility):
        values = {name: self.cleaned_data[name] for name in VALUES}
        try:
            check(Correction(facility=facility, what=self.kind.value, **values))
        except AlreadySaid:
            self.add_error(None, _("Its listing already says so: there is nothing to correct."))
        except NothingListed:
            self.add_error(None, _("It has no listing that could be corrected."))
