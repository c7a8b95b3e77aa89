"""Programs that ask without TLS are told so, where browsers are led on."""

from django.conf import settings
from django.http import JsonResponse

REFUSAL = "This API speaks https alone. Ask the same address with https:// instead of http://."


class PlainHttpMiddleware:
    """Refuse plain http below /api/, behind TLS.

    A redirect would work, so nobody would notice a program that sends each search, of
    somebody, readable for all on the way.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_plain = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_plain and request.path_info.startswith("/api/"):
            # Outside of what says so of all other answers (finder/caching.py).
            headers = {"Cache-Control": "no-store"}
            return JsonResponse({"detail": REFUSAL}, status=403, headers=headers)
        return self.get_response(request)
