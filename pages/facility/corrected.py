"""What a page says of a facility's corrections, in the parts that their kinds name."""

from dataclasses import dataclass, field

from facilities.corrections.kinds import kind_of
from facilities.corrections.public import public_corrections_of
from facilities.taxonomy import taxonomy


@dataclass(frozen=True)
class CorrectionRow:
    """What a page says of a correction, in words: as text, when and how it was confirmed.

    `service`: the Service it is about, or None; `label`: its kind; `right`, `listed`: what is
    right, and what the listing says ("": nothing).
    """

    service: object
    label: str
    right: str
    listed: str
    provenance: str

    def __str__(self):
        return self.provenance


@dataclass
class Corrected:
    """What a page says of corrections: a CorrectionRow each, in the parts that their kinds name.

    `is_number_sought`: the number to call was found wrong, and none is known to be right;
    `numbers`: of the other numbers. `refused`, `offered`, `unclear`: services that it doesn't
    offer, offers though its listing is silent, or nobody can speak of; `all`: every one.
    """

    is_number_sought: bool = False
    phone: list = field(default_factory=list)
    address: list = field(default_factory=list)
    website: list = field(default_factory=list)
    closed: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    offered: list = field(default_factory=list)
    unclear: list = field(default_factory=list)
    all: list = field(default_factory=list)


def corrected(facility):
    """Return the Corrected of a facility, in the language in use."""
    page = Corrected()
    for correction in public_corrections_of(facility):
        kind = kind_of(correction)
        row = CorrectionRow(
            service=taxonomy().services.get(correction.service_id),
            label=correction.get_what_display(),
            right=kind.right(correction),
            listed=correction.said,
            provenance=kind.provenance(correction),
        )
        page.all.append(row)
        getattr(page, kind.part).append(row)
        page.is_number_sought |= kind.seeks_number(correction)
    return page
