"""What a browser may keep of the site: a page for when there is no network, and a manifest."""

from functools import cache

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from helplines.models import Helpline
from pages.addresses import addresses
from pages.cards import cards
from pages.shortlist.shortlist import Shortlist
from search import index

WORKER = settings.BASE_DIR / "static" / "js" / "offline-worker.js"


class Offline(TemplateView):
    """The helplines, and the places that an address names by their ids."""

    template_name = "pages/offline/offline.html"

    def get_context_data(self, **kwargs):
        current = index.current()
        shown = cards(Shortlist(self.request.GET).listed, current)
        return super().get_context_data(
            cards=shown,
            addresses=addresses(shown, current),
            lines=Helpline.objects.published().localized(),
            today=timezone.localdate(),
            **kwargs,
        )


@require_safe
def worker(request):
    """Return the script that answers without a network.

    At the root: it may answer for what lies beside it and below alone.
    """
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@cache
def _worker():
    return WORKER.read_bytes()


@require_safe
def manifest(request):
    """Return what a phone shows of the site on its home screen: no more than a tab tells.

    It opens in the browser, not as an app, so that Back, quick exit and private tabs are as ever.
    """
    name = settings.NEUTRAL_TITLE or settings.SITE_NAME
    content = {
        "name": name,
        "short_name": name,
        "start_url": reverse("home"),
        "scope": "/",
        "display": "browser",
        "lang": request.LANGUAGE_CODE,
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")
