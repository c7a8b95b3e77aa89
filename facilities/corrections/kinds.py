"""What each kind of correction says: its boxes in the form, and those kept of another kind."""

from django.utils.translation import gettext_lazy as _

from facilities.models import Correction

What = Correction.What
AREA = ["city", "state_code", "zip"]
# The boxes of each kind. For new corrections static/css/admin.css says the same.
BOXES = {
    What.PHONE: ["phone", "is_gone"],
    What.OTHER_PHONE: ["wrong", "phone", "is_gone"],
    What.MORE_PHONE: ["phone", "line"],
    What.ADDRESS: ["street", "street2", *AREA, "point"],
    What.WITHHELD: AREA,
    What.WEBSITE: ["website", "is_gone"],
    What.CLOSED: [],
    What.OFFERED: ["service"],
    What.NOT_OFFERED: ["service"],
    What.UNCLEAR: ["service"],
}
ALL_BOXES = {name for names in BOXES.values() for name in names}
# What may be left empty: of a number that is listed it is known what the line is for.
OPTIONAL = {"street2", "is_gone", "line", "point"}
SETS = [
    (None, {"fields": ["facility", "what"]}),
    (_("A phone number"), {"fields": ["wrong", "phone", "line"], "classes": ["of-number"]}),
    (
        _("An address"),
        {
            "fields": BOXES[What.ADDRESS],
            "classes": ["of-address"],
            "description": _("The city and ZIP code that may be shown. Left empty, they stay."),
        },
    ),
    (_("A website"), {"fields": ["website"], "classes": ["of-website"]}),
    (_("If only the wrong one is known"), {"fields": ["is_gone"], "classes": ["of-gone"]}),
    (_("A service"), {"fields": ["service"], "classes": ["of-service"]}),
    (_("How you found out"), {"fields": ["confirmed_on", "confirmed_by"]}),
]
# What nobody writes by hand.
FOUND = ["said", "says_now", "state", "ended_on", "made_by", "made_at"]
SOURCE = (_("The source"), {"fields": FOUND})


def fieldsets(what):
    """Return the admin's fieldsets of a correction of a kind; None: the kind isn't chosen yet."""
    if what is None:
        return SETS
    hidden = ALL_BOXES - set(BOXES[what])
    found = []
    for title, options in [*SETS, SOURCE]:
        shown = [name for name in options["fields"] if name not in hidden]
        options = {**options, "fields": shown}
        if what != What.WITHHELD:
            options.pop("description", None)
        if shown:
            found.append((title, options))
    return found
