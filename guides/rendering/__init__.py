"""A guide's Markdown as HTML, made once and kept until the guide changes."""

from guides.rendering.guide import render, rendered
from guides.rendering.steps import overdose_steps

__all__ = ["overdose_steps", "render", "rendered"]
