"""What every kind of correction answers: to the form, to imports, to pages, to searches."""

from enum import Enum, auto
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.models import Correction


class Codes(NamedTuple):
    """Of the service a correction is about: the codes that make it, and those that deny it."""

    making: frozenset = frozenset()
    denying: frozenset = frozenset()


class Answer(Enum):
    """What searches take a correction of a service for."""

    OFFERED = auto()
    NOT_OFFERED = auto()
    NOT_REPORTED = auto()


class Kind:
    """One kind of correction. Kinds have no state.

    `correction`: a Correction of this kind; `composed`: the Composed of a facility's listings;
    `listed`: the `Listed` records it is made of; `codes`: a Codes, empty for what is about no
    service.
    """

    value: Correction.Kind

    # The form. `boxes`: those it shows, fields of the form (facilities/admin/correction_boxes.py);
    # `optional`: those that may be left empty; `box_or_gone`: the one that holds what is right,
    # empty where "it is wrong, and the right one isn't known" is checked; `hint`: a sentence
    # above the boxes; `told_apart_by`: a field in which several of one facility differ ("": one
    # facility has at most one in force, or one for each service).
    boxes: tuple = ()
    optional: frozenset = frozenset()
    box_or_gone = ""
    hint: str | Promise = ""
    told_apart_by = ""

    # What others ask. `is_public`: pages and files say that it was made; `closes`,
    # `hides_address`, `gives_address`, `takes_number_off`: what it says of the facility;
    # `changes_matching`: it changes something that editions are matched by; `answer`: what
    # searches take it for, where it is about a service.
    is_public = True
    closes = False
    hides_address = False
    gives_address = False
    takes_number_off = False
    changes_matching = False
    answer: Answer | None = None

    # Pages. `part`: where a facility's page says so, a list of pages.facility.corrected's
    # Corrected ("": nowhere); what it says of a value put right, and of one taken off.
    part: str
    provenance_words = gone_words = _("Corrected %(date)s, %(how)s")

    def __repr__(self):
        return f"<{type(self).__name__}>"

    @property
    def label(self):
        """Return its name, as the form offers it."""
        return self.value.label

    # --- The form ---------------------------------------------------------------------------

    def objection(self, facility):
        """Return why a facility can't have such a correction, in a sentence; "" if it can."""
        return ""

    def complete(self, values, facility):
        """Fill in what may be left empty, {box: value}, from the facility."""

    def clean(self, values, correction, facility, source):
        """Clean `values`, {box: value}, as an import would; return {box: what is wrong with it}.

        `correction`: the one in the form, new or stored; `source`: the Composed of the listings,
        None where nothing lists the facility.
        """
        return {}

    def conflicts(self, values, facility, active):
        """Return {box: why one of the `active` corrections of the facility denies it}."""
        return {}

    # --- Imports ----------------------------------------------------------------------------

    def says(self, correction, composed, listed, codes):
        """Return in words what the listings say of what is corrected; "" for nothing."""
        return ""

    def overview(self, composed):
        """Return in words what listings say that such a correction could change; "" for nothing."""
        return ""

    def agrees(self, correction, composed, codes):
        """Tell whether the listings now say what the correction does: it is needed no longer."""
        return False

    def is_news(self, correction, says):
        """Tell whether the listings say neither what they did nor what was confirmed."""
        return False

    def lay(self, correction, composed, locations, codes):
        """Return `composed` with the correction laid over it."""
        return composed

    def remember(self, correction, before):
        """Keep, when a correction is saved, what its `said` was `before`."""

    def given_codes(self, codes):
        """Return the codes it gives a facility that no listing names."""
        return frozenset()

    def removed_codes(self, codes):
        """Return the codes that don't count though a listing names them."""
        return frozenset()

    # --- Pages, and what searches ask -------------------------------------------------------

    def right(self, correction):
        """Return what is right, in words; "" for what is only no longer so."""
        return ""

    def gives_number(self, correction):
        """Tell whether it says which number to call; it is the main one then."""
        return False

    def seeks_number(self, correction):
        """Tell whether the number to call is wrong, and the right one isn't known."""
        return False

    def summary(self, correction):
        """Return what it says, for those who work on it: what is right, or what is wrong."""
        if correction.is_gone:
            return _("%(value)s is wrong") % {"value": correction.wrong or correction.said}
        return self.right(correction) or str(correction.service or "")

    def provenance(self, correction):
        """Return what a page says of it: "Phone corrected Nov. 20, 2026, confirmed by call"."""
        date = date_format(correction.confirmed_on, "DATE_FORMAT")
        words = self.gone_words if correction.is_gone else self.provenance_words
        return words % {"date": date, "how": correction.get_confirmed_by_display()}
