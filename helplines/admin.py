from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from helplines.languages import translated_languages
from helplines.models import Helpline, HelplineTranslation
from helplines.translation import words_digest

OWN_LINE = _(
    "To add your own 24/7 line, choose the role “This site's own line”, say who answers "
    "and who pays, and check “At the top of every page” if it should be there. Only one "
    "such line can be published at a time."
)
SHIPPED = _(
    "A line that came with the software and is edited here stays as you edit it. To hide "
    "one, uncheck “Published”: a deleted one comes back with the next load_helplines."
)
NUMBERS = _(
    "At least one of these. Show numbers as people know them (1-800-662-HELP); dial them as "
    "+1 and ten digits, or a three-digit code."
)
MUST_SAY = _("All required. Plain words, whole sentences. Write “Not stated by the source” if so.")
STILL_RIGHT = _(
    "When the English words above are edited, pages show them instead of this translation, "
    "until it is changed or, if it still says the same, this is checked."
)


class TranslationForm(forms.ModelForm):
    """A translation; saved, it is one of the English words that stand above it."""

    is_right = forms.BooleanField(
        label=_("It says the same as the English"), required=False, help_text=STILL_RIGHT
    )

    def clean(self):
        self.instance.translates = words_digest(self.instance.line)
        return super().clean()


class TranslationFormSet(forms.BaseInlineFormSet):
    """Translations that know the line as it is being saved, not as it was."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.line = self.instance
        return form


class TranslationInline(admin.StackedInline):
    model = HelplineTranslation
    form = TranslationForm
    formset = TranslationFormSet
    extra = 0
    readonly_fields = ["is_shown"]

    def get_max_num(self, request, obj=None, **kwargs):
        return len(translated_languages())

    @admin.display(boolean=True, description=_("shown on pages"))
    def is_shown(self, translation):
        return translation.pk is not None and translation.is_current


@admin.register(Helpline)
class HelplineAdmin(admin.ModelAdmin):
    list_display = [
        "name",
        "role",
        "call_display",
        "position",
        "in_header",
        "is_published",
        "last_verified",
        "as_shipped",
    ]
    list_filter = ["role", "is_published", "in_header"]
    search_fields = ["name", "call_display", "who_answers"]
    inlines = [TranslationInline]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "role"], "description": OWN_LINE}),
        (
            _("Where it shows"),
            {
                "fields": ["situations", "is_published", "in_header", "position"],
                "description": SHIPPED,
            },
        ),
        (
            _("How to reach it"),
            {
                "fields": [
                    ("call_display", "call_number"),
                    ("text_display", "text_number"),
                    "text_body",
                    "text_send",
                    "text_stop",
                    ("tty_display", "tty_number"),
                    "chat_url",
                    "options",
                ],
                "description": NUMBERS,
            },
        ),
        (
            _("What a caller should know"),
            {
                "fields": [
                    "who_answers",
                    "who_pays",
                    "may_refer_to_paying_provider",
                    "hours",
                    "languages",
                    "cost",
                    "does",
                    "does_not",
                ],
                "description": MUST_SAY,
            },
        ),
        (_("Source"), {"fields": ["source_name", "source_url", "last_verified"]}),
    ]

    @admin.display(boolean=True, description=_("as shipped"))
    def as_shipped(self, line):
        return not line.is_edited
