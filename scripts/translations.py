"""Compile locale/*/LC_MESSAGES/django.po; the .mo files are kept, so that serving needs no tool."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent

for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")):
    polib.pofile(source).save_as_mofile(source.with_suffix(".mo"))
    print(f"{source.relative_to(ROOT)} is compiled.")
