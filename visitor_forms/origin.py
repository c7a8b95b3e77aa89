"""Check that a page of this site sent a request; Django's CSRF check needs a cookie."""


def is_own(request):
    """Return whether a page of this site sent the request, according to the browser's headers.

    Browsers set both headers themselves, and no script can change them. Older browsers send only
    `Origin`, which the site's Referrer-Policy (same-origin) allows. A request with neither header
    is refused: there is nothing to check.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
