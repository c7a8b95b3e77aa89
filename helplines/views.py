from django.views.generic import ListView

from .models import Helpline


class HelplineList(ListView):
    queryset = Helpline.objects.published()
    context_object_name = "lines"
    template_name = "helplines/list.html"
