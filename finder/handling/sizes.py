"""Refuse, with a page that shows the numbers to call, what is larger than anybody needs."""

from django.conf import settings

from finder import errors

# Of a `Location`. Proxies take some 4,000 bytes of headers; all others need up to 1,500.
LONGEST_LOCATION = 2_000


class SizesMiddleware:
    """Refuse forms of visitors that are too large, and redirects to addresses that are too long.

    A redirect repeats the address that was asked for, and a proxy shows an error instead of an
    answer whose headers outgrow its buffer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_staffs = request.path_info.startswith("/admin/")
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if not is_staffs and length > settings.VISITORS_MAX_BYTES:
            return errors.too_large(request)
        response = self.get_response(request)
        if len(response.get("Location", "")) <= LONGEST_LOCATION:
            return response
        refusal = errors.too_long(request)
        if "Strict-Transport-Security" in response:
            refusal["Strict-Transport-Security"] = response["Strict-Transport-Security"]
        return refusal
