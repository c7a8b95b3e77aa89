"""What a page may not do unseen: complain, fail to load, or ask another machine."""

from urllib.parse import urlsplit


class Watch:
    """Collects the troubles of all pages of a browser context."""

    def __init__(self, context, origin):
        self.begin(origin)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._note(f"page error: {error.error}"))
        context.on("request", self._ask)
        context.on("requestfailed", self._fail)
        context.on("response", self._answer)

    def begin(self, origin):
        """Forget what was seen, for another test."""
        self.origins = {origin}
        self.statuses = set()  # errors that the test is about
        self.troubles = []
        self.requests = []

    def _note(self, trouble):
        self.troubles.append(trouble)

    def _hear(self, message):
        """Chromium says here, too, what breaks the content security policy."""
        # Answers are judged by their status.
        is_answer = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not is_answer:
            self._note(f"console {message.type}: {message.text}")

    def _ask(self, request):
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" not in self.origins:
            self._note(f"another origin is asked: {request.url}")

    def _fail(self, request):
        # Whatever a page one leaves was still asking for is dropped: its icon, suggestions.
        is_dropped = request.failure == "net::ERR_ABORTED" and request.resource_type != "document"
        if not is_dropped:
            self._note(f"request failed: {request.url} {request.failure}")

    def _answer(self, response):
        if response.status >= 400 and response.status not in self.statuses:
            self._note(f"status {response.status}: {response.url}")
