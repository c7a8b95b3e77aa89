"""What gunicorn writes down: when, what page, how it went, how long it took; and nobody."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

from serving.json_lines import JsonLines


class Discreet(logging.Filter):
    """Keep people out of gunicorn's messages, and line breaks out of requested paths."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; keep it always."""
        message = record.getMessage()
        if message.startswith(("Invalid request", "Error handling request")):
            message = re.sub(r" from ip=\S+(?=:)|[?'\"].*", "", message, flags=re.DOTALL)
        if record.name == "gunicorn.access":
            message = message.encode("unicode_escape").decode()
        record.msg, record.args = message, ()
        return True


class JsonLogger(Logger):
    """Gunicorn's logger, whose lines are JSON objects."""

    def setup(self, cfg: Any) -> None:
        """Set up the handlers that the configuration asks for."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(JsonLines())

    def access(self, resp: Any, req: Any, wsgi: dict[str, Any], request_time: Any) -> None:
        """Write a line for a request, of the same that the text has."""
        if not self.access_log_enabled:
            return
        fields = {
            "method": wsgi["REQUEST_METHOD"],
            "path": wsgi.get("PATH_INFO"),
            "status": int(str(resp.status).split()[0]),
            "bytes": getattr(resp, "sent", None),
            "milliseconds": round(request_time.total_seconds() * 1000),
        }
        self.access_log.info("request", extra={"fields": fields})
