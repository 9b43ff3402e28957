"""The manual: its contents, its chapters, and what every figure counts."""

from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from station import policy
from station.help.chapters import CHAPTERS, Chapter, sections
from station.help.metrics import groups
from station.views.policy import SIGNED_IN, PolicyMixin


class HelpContentsView(PolicyMixin, TemplateView):
    """All chapters; no secret to anybody who is signed in."""

    permission_required = SIGNED_IN
    template_name = "help/contents.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(chapters=CHAPTERS.values(), **kwargs)


class HelpView(PolicyMixin, TemplateView):
    """One chapter with its sections, and the ones before and after it."""

    permission_required = SIGNED_IN
    template_name = "help/chapter.html"

    @cached_property
    def chapter(self) -> Chapter:
        found = CHAPTERS.get(self.kwargs["chapter"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        text = self.chapter.text(self.request)
        before, after = neighbours(self.chapter)
        found = {
            "chapter": self.chapter,
            "text": text,
            "sections": sections(text),
            "before": before,
            "after": after,
        }
        return super().get_context_data(**kwargs | found)


class HelpFiguresView(PolicyMixin, TemplateView):
    """Every metric in words, as the dashboard and the reports count it."""

    permission_required = SIGNED_IN
    template_name = "help/figures.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            groups=groups(),
            may_open=policy.can(self.request.user, "dashboard.view"),
            **kwargs,
        )


def neighbours(chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
    """The chapter before and the one after."""
    all_chapters = list(CHAPTERS.values())
    at = all_chapters.index(chapter)
    before = all_chapters[at - 1] if at else None
    after = all_chapters[at + 1] if at + 1 < len(all_chapters) else None
    return before, after
