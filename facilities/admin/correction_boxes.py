"""How the boxes of a correction's form are grouped, and which of them each kind shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds import ALL_BOXES, KINDS

# Each group of boxes: its title, the class static/css/admin.css knows it by, and its boxes.
# A box that no kind had before needs its place here, and its name in the style sheet.
GROUPS = [
    (_("A phone number"), "of-number", ["wrong", "phone", "line"]),
    (_("An address"), "of-address", ["street", "street2", "city", "state_code", "zip", "point"]),
    (_("A website"), "of-website", ["website"]),
    (_("If only the wrong one is known"), "of-gone", ["is_gone"]),
    (_("A service"), "of-service", ["service"]),
]
ABOUT = (None, {"fields": ["facility", "what"]})
CONFIRMED = (_("How you found out"), {"fields": ["confirmed_on", "confirmed_by"]})
# What nobody writes by hand.
ABOUT_SOURCE = ["said", "says_now", "state", "ended_on", "made_by", "made_at"]
SOURCE = (_("The source"), {"fields": ABOUT_SOURCE})


def fieldsets(kind):
    """Return the admin's fieldsets of a correction of a Kind; None: it isn't chosen yet."""
    shown = kind.boxes if kind else ALL_BOXES
    groups = [_fieldset(*group, shown, [kind] if kind else KINDS) for group in GROUPS]
    groups = [group for group in groups if group[1]["fields"]]
    return [ABOUT, *groups, CONFIRMED, *([SOURCE] if kind else [])]


def _fieldset(title, css_class, boxes, shown, kinds):
    """Return (title, options) of a group, with the boxes of it that are `shown`."""
    hints = [kind.hint for kind in kinds if kind.hint and set(boxes) & set(kind.boxes)]
    options = {"fields": [box for box in boxes if box in shown], "classes": [css_class]}
    return title, {**options, **({"description": hints[0]} if hints else {})}


class KindSelect(forms.Select):
    """Tells of each kind what the form shows when it is chosen; the style sheet does so."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-shows"] = " ".join(SHOWN.get(value, ()))
        return option


def _shown_by(kind):
    """Return what is shown when a Kind is chosen: boxes, the classes of groups, "hint"."""
    groups = [css_class for _title, css_class, boxes in GROUPS if set(boxes) & set(kind.boxes)]
    return [*kind.boxes, *groups, *(["hint"] if kind.hint else [])]


SHOWN = {kind.value: _shown_by(kind) for kind in KINDS}
