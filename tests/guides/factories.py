"""A guide that breaks no rule, to vary: as a model and as a file."""

from datetime import date

from guides.models import Guide

SOURCES = (
    "cdc | Overdose basics | CDC | https://www.cdc.gov/overdose/ | 2024-03\n"
    "nida | Drug facts | NIDA | https://nida.nih.gov/facts | 2021"
)
BODY = """## What it is

Words that are **true** [@cdc], from [a search](/search/?service=detox).

### More of it

[Call:988] or read [the source](https://www.cdc.gov/x) [@nida; @cdc].

## In a table

| Kind | Where | Cost |
|------|-------|------|
| Detox | A hospital [@nida] | Less |
"""
FILE = """+++
title = "Withdrawal"
summary = "It passes [@cdc]."
position = 20
search = "service=detox"
search_label = "Find detox near you"
services = ["detox", "medicaid"]
author = "The project"
reviewer = ""
last_reviewed = 2026-11-22
next_due = 2027-05-22

[[sources]]
id = "cdc"
title = "Overdose basics"
publisher = "CDC"
url = "https://www.cdc.gov/overdose/"
date = "2024-03"
+++

## What it is

Words.
"""


def make_guide(**changes):
    """Return a Guide that isn't saved."""
    values = {
        "slug": "withdrawal",
        "language": "en",
        "title": "Withdrawal",
        "summary": "It passes. Ask for help [@cdc].",
        "body": BODY,
        "sources": SOURCES,
        "position": 20,
        "search": "service=detox&payment=medicaid",
        "search_label": "Find detox near you",
        "services": "detox medicaid",
        "author": "The project",
        "last_reviewed": date(2026, 11, 22),
        "next_due": date(2027, 5, 22),
    }
    return Guide(**values | changes)
