from django.views.generic import ListView

from helplines.models import Helpline


class HelplineList(ListView):
    context_object_name = "lines"
    template_name = "helplines/list.html"

    def get_queryset(self):
        return Helpline.objects.published().localized()
