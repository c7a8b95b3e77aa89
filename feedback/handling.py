"""What becomes of reports when somebody found out that they are right."""

from facilities.models import Correction
from feedback.models import Report

# Which correction answers which kind of report; "something else" names none.
ANSWERED_BY = {
    Report.Kind.NUMBER: Correction.What.PHONE,
    Report.Kind.MOVED: Correction.What.ADDRESS,
    Report.Kind.CLOSED: Correction.What.CLOSED,
    Report.Kind.SERVICE: Correction.What.NOT_OFFERED,
}


def confirm(correction, request, **_signal):
    """
    Close the open reports that a Correction answers: all that said the same of the facility,
    and the one it was made from (`?report=` in the admin's address).
    """
    made_from = request.GET.get("report", "")
    for report in Report.objects.open().filter(facility=correction.facility_id):
        if str(report.pk) == made_from or is_answered(report, correction):
            report.move(Report.State.CONFIRMED, request.user, correction)


def is_answered(report, correction):
    """Tell whether a Correction says what a Report does."""
    if ANSWERED_BY.get(report.kind) != correction.what:
        return False
    return report.kind != Report.Kind.SERVICE or report.service_id == correction.service_id
