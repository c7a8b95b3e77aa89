"""/.well-known/security.txt (RFC 9116): whom to tell about a hole in the site's security."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

# The standard recommends less than a year.
VALID_FOR = timedelta(days=180)


def security_txt(request):
    """Name the operator's contact; not found where there is none."""
    contact = settings.SECURITY_CONTACT or settings.CONTACT_EMAIL
    if not contact:
        raise Http404
    # The same all day, so that caches keep it.
    today = datetime.combine(timezone.now().astimezone(UTC), time.min, UTC)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {today + VALID_FOR:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(reverse('security-txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
