"""Editions in the admin: which file each is, who imported it, and what that did."""

from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import PermissionDenied
from django.db.models.fields.json import KeyTransform
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from facilities.admin import import_report
from facilities.listings.answering import NATION
from facilities.models import Edition, ImportReport, Questionnaire
from places.states import STATES
from visitor_forms.admin_mixins import ReadOnlyMixin

# What the list of editions shows of each import.
TOLD = ("created", "changed", "gone")


@admin.register(Edition)
class EditionAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """To look up: what the edition is, and under it the report of its import."""

    change_form_template = "admin/facilities/edition/change_form.html"
    list_display = ["title", "is_current", "imported_at", "imported_by", "outcome"]
    list_filter = ["kind", "is_current"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title", ("kind", "year", "series"), ("publisher", "url"), "file_name",
                    "sha256", ("imported_at", "imported_by"), ("is_current", "is_demo"),
                    "replaced_by", "area",
                ]
            },
        ),
        (
            _("For programmers"),
            {
                "fields": ["counts", "asked_codes", "doubted_codes", "code_counts", "versions"],
                "classes": ["collapse"],
            },
        ),
    ]  # fmt: skip

    def get_queryset(self, request):
        told = {name: KeyTransform(name, "import_report__content") for name in TOLD}
        return super().get_queryset(request).annotate(**told)

    @admin.display(description=_("what its import did"))
    def outcome(self, edition):
        """Return how many facilities it created, changed and lost; "" where no report was kept."""
        counts = {name: getattr(edition, name) for name in TOLD}
        if None in counts.values():
            return ""
        words = _("%(created)s created, %(changed)s changed, %(gone)s gone")
        return words % {name: intcomma(count) for name, count in counts.items()}

    @admin.display(description=_("lists in full"))
    def area(self, edition):
        """Return in words what the edition covers."""
        if not edition.covers:
            return _("No area: it is a part of a list.")
        return "; ".join(
            f"{_label(questionnaire)}: {', '.join(map(_area, states))}"
            for questionnaire, states in sorted(edition.covers.items())
        )

    def get_urls(self):
        view = self.admin_site.admin_view(self.report_view)
        return [
            path("<int:pk>/report.json", view, name="facilities_edition_report"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the report; `?all=` names the table of which all rows are asked for."""
        report = (
            ImportReport.objects.filter(edition=object_id).first() if _is_pk(object_id) else None
        )
        extra = {**(extra_context or {}), "has_report": bool(report)}
        if report:
            extra["replaces"] = report.content.get("replaces", "")
            extra["counts"] = import_report.counts(report.content)
            extra["tables"] = import_report.tables(report.content, request.GET.get("all", ""))
        return super().change_view(request, object_id, form_url, extra)

    def report_view(self, request, pk):
        """Give the report as the import wrote it, to keep or to read with a program."""
        report = get_object_or_404(ImportReport.objects.select_related("edition"), edition=pk)
        if not self.has_view_permission(request, report.edition):
            raise PermissionDenied
        name = f"import-{report.edition.kind}-{report.edition.year}-{pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        options = {"indent": 2, "ensure_ascii": False}
        return JsonResponse(report.content, json_dumps_params=options, headers=headers)


def _is_pk(text):
    return text.isdecimal() and int(text) < 2**63


def _label(questionnaire):
    return dict(Questionnaire.choices).get(questionnaire, questionnaire)


def _area(code):
    if code == NATION:
        return str(_("the nation"))
    return STATES[code].name if code in STATES else code
