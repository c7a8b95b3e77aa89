"""A correction that hides an address."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.address import AddressKind, given_by, in_words, moved
from facilities.corrections.kinds.base import Kind
from facilities.models import Correction


class WithheldKind(AddressKind):
    """Only its city and ZIP code may be known, as if its source withheld the address.

    No edition ends that: one that withholds it may be followed by one that doesn't. It gives
    no street: the database sees to that. Nor is it public: that we took an address off would
    send whoever looks for it to an older directory.
    """

    value = Correction.Kind.WITHHELD
    boxes = ("city", "state_code", "zip")
    optional = frozenset({"zip"})
    hint = _("The city and ZIP code that may be shown. Leave these empty to keep the current ones.")
    is_public = False
    hides_address = True
    gives_address = False
    part = ""
    provenance_words = Kind.provenance_words

    def objection(self, facility):
        return ""

    def complete(self, values, facility):
        if not any(values[name] for name in self.boxes):
            values |= {"city": facility.city, "state_code": facility.state, "zip": facility.zip}

    def says(self, correction, composed, listed, codes):
        return in_words(composed.fields)

    def overview(self, composed):
        return ""

    def agrees(self, correction, composed, codes):
        return False

    def lay(self, correction, composed, locations, codes):
        return moved(composed, given_by(correction, address_withheld=True), locations)
