"""Programs that ask without TLS are told so, where browsers are led on."""

from django.conf import settings

from programs.addresses import is_for_programs
from programs.problems import problem

REFUSAL = "This API speaks https alone. Ask the same address with https:// instead of http://."


class PlainHttpMiddleware:
    """Refuse plain http at the addresses for programs, behind TLS.

    A redirect would work, so nobody would notice a program that sends each search, of
    somebody, readable for all on the way.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_plain = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_plain and is_for_programs(request.path_info):
            return problem("https-only", REFUSAL)
        return self.get_response(request)
