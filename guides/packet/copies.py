"""Copies of the texts that were reviewed, each under its digest: what has changed since."""

from difflib import unified_diff

from django.conf import settings

from guides.reviews import digest_of

FOLDER = settings.BASE_DIR / "fixtures" / "guides" / "reviewed"


def keep(guide, folder=FOLDER):
    """Keep the text of a guide as it is now."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{guide.text_digest}.txt"
    path.write_text(guide.reviewed_text, encoding="utf-8")
    return path


def changes(guide, digest, folder=FOLDER):
    """Return the lines taken out ("- …") and put in ("+ …") since; None without a copy."""
    path = folder / f"{digest}.txt"
    if not path.exists():
        return None
    before = path.read_text(encoding="utf-8")
    if digest_of(before) != digest:  # somebody wrote in it
        return None
    lines = unified_diff(before.splitlines(), guide.reviewed_text.splitlines(), n=0, lineterm="")
    return [f"{line[0]} {line[1:]}" for line in [*lines][2:] if line[1:] and line[0] in "-+"]
