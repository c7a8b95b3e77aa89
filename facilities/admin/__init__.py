"""The directory in the admin: look everything up, change what an import respects."""

from facilities.admin.correction import CorrectionAdmin
from facilities.admin.facility import FacilityAdmin
from facilities.admin.read_only import EditionAdmin, ServiceAdmin, ServiceGroupAdmin

__all__ = [
    "CorrectionAdmin",
    "EditionAdmin",
    "FacilityAdmin",
    "ServiceAdmin",
    "ServiceGroupAdmin",
]
