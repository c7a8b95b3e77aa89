"""The self-check: GET shows the questions, POST the result. Nothing is stored."""

from django.utils.translation import get_language
from django.views.generic import TemplateView

from facilities.taxonomy import taxonomy
from guides.models import Guide
from guides.rendering import overdose_steps
from search.request import SearchRequest
from selfcheck.forms import SOMEONE, SelfCheck
from selfcheck.next_steps import guides, services
from selfcheck.questions import CRITERIA, NOW, OVERDOSE_NOW
from selfcheck.scoring import Range
from visitor_forms.guard import OwnPagesOnly


class SelfCheckPage(OwnPagesOnly, TemplateView):
    template_name = "selfcheck/form.html"

    def get(self, request):
        is_someone_else = request.GET.get("for") == SOMEONE
        return self.ask(SelfCheck(is_someone_else=is_someone_else), is_someone_else)

    def post(self, request):
        """Show the result in this response: a redirect would have to carry the answers."""
        is_someone_else = request.POST.get("for") == SOMEONE
        form = SelfCheck(request.POST, is_someone_else=is_someone_else)
        if not form.is_valid():
            return self.ask(form, is_someone_else, status=400)
        context = self.get_context_data(**meaning(form, is_someone_else))
        self.template_name = "selfcheck/answer.html"
        return self.render_to_response(context)

    def ask(self, form, is_someone_else, status=200):
        context = self.get_context_data(form=form, is_someone_else=is_someone_else)
        return self.render_to_response(context, status=status)


def meaning(form, is_someone_else):
    """Return the template context of the result page for a valid SelfCheck."""
    score, substances = form.score, form.substances_named
    by_slug = taxonomy().by_slug
    return {
        "score": score,
        "now": NOW,
        "steps": overdose_steps(get_language()) if OVERDOSE_NOW in score.dangers else None,
        "count": len(score.yes),
        "ranges": list(Range),
        "said_yes": [
            question.about(is_someone_else) for question in CRITERIA if question.name in score.yes
        ],
        "services": [by_slug[slug] for slug in services(score, substances) if slug in by_slug],
        "guides": published(guides(score, substances, is_someone_else)),
        "where": SearchRequest().form["where"],
        "is_someone_else": is_someone_else,
    }


def published(slugs):
    """Return the readable Guides with these slugs, in their order."""
    readable = Guide.objects.filter(slug__in=slugs).for_lists().for_readers_of(get_language())
    return sorted(readable, key=lambda guide: slugs.index(guide.slug))
