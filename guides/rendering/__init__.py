"""A guide's Markdown as HTML, made once and kept until the guide changes."""

from guides.rendering.guide import render, rendered

__all__ = ["render", "rendered"]
