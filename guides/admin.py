"""Edit, preview and review guides in the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from guides.models import Guide
from guides.sources import NOTICE
from guides.views import guide_context

SHIPPED = _(
    "A guide that came with the software and is edited here stays as you edit it. To hide one, "
    "untick “Published”: a deleted one comes back with the next load_guides."
)
REVIEW = _(
    "Name a reviewer only who has read this text. After an edit of what it says, empty the "
    "field until it was reviewed again."
)


def pick(queryset, condition):
    """Keep the guides that a condition is true of: read from their text, as there are few."""
    return queryset.filter(pk__in=[guide.pk for guide in queryset if condition(guide)])


class DueFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("Overdue")),
            ("unreviewed", _("Not yet reviewed by a clinician")),
            ("changed", _("Changed since a review")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(next_due__lt=timezone.localdate())
        if self.value() == "unreviewed":
            return queryset.filter(reviewer="")
        if self.value() == "changed":
            return pick(queryset, lambda guide: guide.past_reviews)
        return queryset


class EndFilter(admin.SimpleListFilter):
    """Guides that rest on a rule with a last day."""

    title = _("rules that end")
    parameter_name = "ends"

    def lookups(self, request, model_admin):
        return [
            ("soon", _("Within %(days)s days") % {"days": NOTICE.days}),
            ("ended", _("Ended")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "soon":
            return pick(queryset, lambda guide: guide.ends_soon and not guide.ended)
        if self.value() == "ended":
            return pick(queryset, lambda guide: guide.ended)
        return queryset


@admin.register(Guide)
class GuideAdmin(admin.ModelAdmin):
    list_display = [
        "title",
        "slug",
        "language",
        "reviewer",
        "last_reviewed",
        "next_due",
        "rule_ends",
        "is_published",
        "as_shipped",
    ]
    list_filter = ["language", "topic", DueFilter, EndFilter, "is_published"]
    search_fields = ["title", "slug", "summary", "body"]
    readonly_fields = ["preview"]
    # The preview also shows unpublished guides.
    view_on_site = False
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "slug",
                    "language",
                    "is_published",
                    "topic",
                    "position",
                    "preview",
                ],
                "description": SHIPPED,
            },
        ),
        (_("What it says"), {"fields": ["steps", "summary", "body", "sources"]}),
        (_("Where it leads"), {"fields": ["search", "search_label", "services"]}),
        (
            _("Who answers for it"),
            {
                "fields": ["author", "reviewer", "reviews", "last_reviewed", "next_due"],
                "description": REVIEW,
            },
        ),
    ]

    @admin.display(boolean=True, description=_("as shipped"))
    def as_shipped(self, guide):
        return not guide.is_edited

    @admin.display(description=_("a rule ends"), empty_value="")
    def rule_ends(self, guide):
        return guide.next_end

    @admin.display(description=_("preview"))
    def preview(self, guide):
        if guide.pk is None:
            return _("Save it first.")
        address = reverse("admin:guides_guide_preview", args=[guide.pk])
        return format_html('<a href="{}">{}</a>', address, _("See it as visitors will"))

    def get_urls(self):
        page = self.admin_site.admin_view(self.preview_page)
        return [path("<int:pk>/preview/", page, name="guides_guide_preview"), *super().get_urls()]

    def preview_page(self, request, pk):
        """Show the page of a guide, published or not, in its language."""
        guide = get_object_or_404(Guide, pk=pk)
        if not self.has_view_permission(request, guide):
            raise PermissionDenied
        with override(guide.language):
            context = guide_context(request, guide)
            return TemplateResponse(request, "guides/guide.html", context).render()
