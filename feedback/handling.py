"""Close reports when somebody has confirmed that they are right."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, ngettext

from facilities.corrections.kinds import Answer, kind_of
from facilities.models import Correction, Phone
from feedback.models import Report

# Which correction answers which kind of report; "something else" names none.
ANSWERED_BY = {
    Report.Kind.NUMBER: Correction.Kind.PHONE,
    Report.Kind.WEBSITE: Correction.Kind.WEBSITE,
    Report.Kind.MOVED: Correction.Kind.ADDRESS,
    Report.Kind.SECRET: Correction.Kind.WITHHELD,
    Report.Kind.CLOSED: Correction.Kind.CLOSED,
    Report.Kind.SERVICE: Correction.Kind.NOT_OFFERED,
}


def dismiss_all(user, reports):
    """Dismiss those of the reports that are new, as if one by one; return how many."""
    with transaction.atomic():
        new = list(reports.filter(state=Report.State.NEW).select_for_update())
        for report in new:
            report.move(Report.State.DISMISSED, user)
        text = gettext("Came in during a flood of reports: dismissed along with the rest.")
        LogEntry.objects.log_actions(user.pk, new, CHANGE, text)
    return len(new)


def confirm(correction, request, **_signal):
    """Close the open reports that a Correction answers.

    These are all that say the same of the facility, and the one it was made from (`?report=`
    in the admin's address).
    """
    made_from = request.GET.get("report", "")
    place = correction.facility
    reports = Report.objects.open().filter(Q(facility=place) | Q(facility__merged_into=place))
    shown = {phone.display for phone in Phone.objects.filter(facility=place)}
    answered = [
        report
        for report in reports
        if str(report.pk) == made_from or is_answered(report, correction, shown)
    ]
    for report in answered:
        report.move(Report.State.CONFIRMED, request.user, correction)
    if count := len(answered):
        text = ngettext(
            "%(count)s report was closed as confirmed.",
            "%(count)s reports were closed as confirmed.",
            count,
        )
        messages.success(request, text % {"count": count})


def is_answered(report, correction, shown):
    """Tell whether a Correction says what a Report does. `shown`: the numbers on the page now.

    Which number is wrong, a report says only of a place that has several.
    """
    kind = kind_of(correction)
    match report.kind:
        case Report.Kind.NUMBER if report.number:
            return kind.takes_number_off and report.number not in shown
        case Report.Kind.SERVICE:
            is_about = kind.answer in (Answer.NOT_OFFERED, Answer.NOT_REPORTED)
            return is_about and report.service_id == correction.service_id
    return ANSWERED_BY.get(report.kind) == correction.what
