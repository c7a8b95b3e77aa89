"""Whether a page of this site sent a request: Django's own check needs a cookie."""


def is_own(request):
    """Tell whether a page of this site sent the request, by what its browser says.

    Browsers set both headers themselves, no script can change them. Older ones know
    `Origin` only, which they send since the site's Referrer-Policy is same-origin. Without
    either it's no browser, or one that doesn't tell: refused, as there is nothing to go by.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
