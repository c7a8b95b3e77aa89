"""Which form an answer has."""

from rest_framework.negotiation import BaseContentNegotiation


class NoNegotiation(BaseContentNegotiation):
    """JSON, unless a list's own parameter `format` asks for a file.

    Never by the Accept header: who asks for GeoJSON and accepts nothing else would be
    refused by the framework, which knows of JSON only.
    """

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
