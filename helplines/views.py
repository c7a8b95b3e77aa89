from django.views.generic import ListView

from helplines.lines import in_situations
from helplines.models import Helpline


class HelplineList(ListView):
    context_object_name = "lines"
    template_name = "helplines/list.html"

    def get_queryset(self):
        return Helpline.objects.published().localized()

    def get_context_data(self, **kwargs):
        groups, other_rows = in_situations(self.object_list)
        texting = Helpline.objects.to_text_anytime().localized()
        return super().get_context_data(
            groups=groups, other_rows=other_rows, texting=texting, **kwargs
        )
