"""The self-check form: every question is optional."""

from django import forms
from django.utils.translation import gettext_lazy as _

from selfcheck.questions import CRITERIA, DANGERS, NOW, PRESCRIBED, SUBSTANCES
from selfcheck.scoring import score

YES, NO = "yes", "no"
SOMEONE = "someone"
QUESTIONS = (*CRITERIA, PRESCRIBED, *DANGERS)
NOT_READ = _("We can't read this answer. Choose “Yes” or “No”, or leave it out.")


class SelfCheck(forms.Form):
    """The questions, about the visitor or, with `is_someone_else`, about someone they care for.

    After validation, read `score` and `substances_named`. Nothing is stored.
    """

    substances = forms.MultipleChoiceField(
        required=False,
        choices=SUBSTANCES,
        error_messages={
            "invalid_choice": _("We can't read this answer. Check all that apply, or skip this."),
            "invalid_list": _("We can't read this answer. Check all that apply, or skip this."),
        },
    )

    def __init__(self, *args, is_someone_else=False, **kwargs):
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                required=False,
                choices=[(YES, _("Yes")), (NO, _("No"))],
                label=question.about(is_someone_else),
                error_messages={"invalid_choice": NOT_READ},
            )

    @property
    def criteria(self):
        return [self[question.name] for question in CRITERIA]

    @property
    def prescribed(self):
        return self[PRESCRIBED.name]

    @property
    def now(self):
        """The questions about what can't wait, which come first."""
        return [self[name] for name in NOW]

    @property
    def dangers(self):
        """The other questions about dangers."""
        return [self[question.name] for question in DANGERS if question.name not in NOW]

    @property
    def score(self):
        answers = {
            question.name: {YES: True, NO: False}.get(self.cleaned_data[question.name])
            for question in QUESTIONS
        }
        return score(answers, is_prescribed=answers[PRESCRIBED.name])

    @property
    def substances_named(self):
        return self.cleaned_data["substances"]
