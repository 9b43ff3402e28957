"""One tap on a patrol point, and its code on paper."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from households.views.ledger import RecordMixin, say, tap
from patrols.actions import points as actions
from patrols.models import PatrolPoint
from patrols.papers import points as papers
from patrols.papers import printing
from patrols.views.points import to
from station import pdf_answers, phrasing
from station.errors import RuleError
from station.lists import Listing
from station.registry import registry
from station.views.policy import PolicyMixin


class PointTapView(RecordMixin, View):
    """One tap on a point."""

    permission_required = "patrol_point.edit"
    model = PatrolPoint
    http_method_names = ["post"]
    action = None
    done = ""

    def post(self, request, pk):
        point = self.record

        def act():
            type(self).action(point=point, by=request.user, at=timezone.now())

        return tap(request, act, point.get_absolute_url(), self.done)


class PointRetireView(PointTapView):
    action = actions.retire
    done = property(lambda self: _("The point is out of use."))


class PointBackView(PointTapView):
    action = actions.bring_back
    done = property(lambda self: _("The point is in use again."))


class PointRenewView(PointTapView):
    action = actions.renew_code
    done = property(
        lambda self: _("The old code is dead. Print the new one and hang it up.")
    )


class ScreenStartView(PointTapView):
    action = actions.start_screen
    done = property(
        lambda self: _("Open the screen's page on the device at the point.")
    )


class ScreenStopView(PointTapView):
    action = actions.stop_screen
    done = property(lambda self: _("The screen's page is dead."))


class PointPrintView(PolicyMixin, View):
    """The codes of one point, or of all that the list shows, as PDF."""

    permission_required = "patrol_point.print"
    http_method_names = ["get"]

    def get(self, request):
        now, rows = timezone.now(), self._wanted()
        try:
            body = printing.codes(points=rows, by=request.user, at=now)
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(to("point_list"))
        self._say_if_cut(rows.in_use().count())
        return pdf_answers.shown(body, f"patrol-points-{now:%Y%m%d}.pdf")

    def _say_if_cut(self, count: int) -> None:
        """One paper holds so many; the rest needs a narrower list."""
        if count > papers.MOST:
            text = _("Only the first %(n)s codes are on it: narrow the list for more.")
            say(self.request, text % {"n": phrasing.number(papers.MOST)})

    def _wanted(self):
        """One point, or all that the list shows."""
        user, asked = self.request.user, self.request.GET
        if "point" in asked:
            rows = PatrolPoint.objects.visible_to(user, "print")
            pk = asked["point"]
            known = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0
            return rows.filter(pk=get_object_or_404(rows.only("pk"), pk=known).pk)
        kind = registry.lists["patrols.patrolpoint"]
        listing = Listing(
            kind, user=user, params=asked, permission="patrol_point.print"
        )
        if not listing.filterset.is_valid():
            return PatrolPoint.objects.none()
        shown = listing.filterset.qs.order_by().values("pk")
        return PatrolPoint.objects.filter(pk__in=shown)
