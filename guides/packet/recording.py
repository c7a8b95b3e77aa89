"""Take reviews into the guides: the stored ones, and the files they came from."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from guides.files.fixture import FOLDER, make
from guides.files.rewriting import with_review
from guides.files.written import split
from guides.models import Guide
from guides.packet import copies
from guides.packet.answer import read_answers
from guides.reviews import Kind
from helplines.fixture import FixtureError, first_problem

# A clinician reads a guide again within a year.
YEAR = timedelta(days=365)


@transaction.atomic
def record(path, folder=FOLDER, reviewed=copies.FOLDER):
    """Record what a file says was read, all or nothing; return [(Answer, the guide's file)].

    The file is None where the guide was edited in the admin: then only the row has the review.
    """
    answers = read_answers(path)
    guides = [_guide_of(answer) for answer in answers]
    files = [_file_of(guide, folder) for guide in guides]
    for guide, answer in zip(guides, answers, strict=True):
        _add(guide, answer.review)
    for guide, answer, file in zip(guides, answers, files, strict=True):
        if file:
            text = file.read_text(encoding="utf-8")
            file.write_text(with_review(text, answer.review, guide), encoding="utf-8")
            guide.fixture_digest = make(split(file)).content_digest()
        guide.save()
        copies.keep(guide, reviewed)
    return list(zip(answers, files, strict=True))


def _guide_of(answer):
    """Return the Guide that an Answer is about, if it still says what they read."""
    guide = Guide.objects.select_for_update().filter(slug=answer.slug, language=answer.language)
    if not guide:
        raise FixtureError(f"{answer}: there is no such guide")
    if guide[0].text_digest != answer.review.digest:
        raise FixtureError(f"{answer}: its text has changed since this packet: send a new one")
    return guide[0]


def _file_of(guide, folder):
    """Return the file that says the same as a stored guide, or None."""
    path = folder / guide.language / f"{guide.slug}.md"
    if path.exists() and make(split(path)).content_digest() == guide.content_digest():
        return path
    return None


def _add(guide, review):
    """Put a Review in the place of the last of its kind, if the guide is right with it."""
    others = [each for each in guide.review_list if each.kind != review.kind]
    guide.reviews = "\n".join(map(str, [*others, review]))
    if review.kind == Kind.CLINICIAN:
        guide.reviewer = review.reviewer
        guide.last_reviewed, guide.next_due = review.day, review.day + YEAR
    try:
        guide.full_clean()
    except ValidationError as error:
        raise FixtureError(f"{guide.language}/{guide.slug}: {first_problem(error)}") from error
