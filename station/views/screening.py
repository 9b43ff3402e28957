"""The day's calls, one after the other: read, decided with one key, taken back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from station.actions import screening as actions
from station.actions.access import record_access
from station.call_lists import signs, what
from station.errors import RuleError
from station.forms.screening import CorrectForm
from station.models import AccessRecord, CallRecord
from station.models.call import UNDO_WITHIN
from station.screening.codes import Quarrel, Scam, Sign
from station.screening.passages import passages
from station.views.policy import PolicyMixin

NEXT = 12  # calls shown behind the one in hand
LETTERS = "abcdefghijklmnopqrstuvw"


class QueueMixin(PolicyMixin):
    """The calls that wait, the dangerous ones first."""

    permission_required = "call_record.decide"

    @cached_property
    def rows(self):
        return CallRecord.objects.visible_to(self.request.user, "decide")

    def queue(self, wanted: str = "") -> dict:
        """The call in hand, those behind it, and what may still be taken back."""
        waiting = self.rows.waiting().for_list()
        waiting = list(waiting.order_by("-urgency", "called_at", "pk")[: NEXT + 1])
        call = self._in_hand(waiting, wanted)
        now = timezone.now()
        return {
            "call": self._shown(call, now=now) if call else None,
            "others": [self._line(row) for row in waiting if row != call],
            "is_more": len(waiting) > NEXT,
            "undo": self._fresh(now=now),
            "decided_today": self._decided_today(now=now),
            "now": now,
        }

    def _in_hand(self, waiting: list, wanted: str):
        if wanted.isdigit() and len(wanted) < 19:
            found = self.rows.waiting().for_list().filter(pk=wanted).first()
            if found is not None:
                return found
        return waiting[0] if waiting else None

    def _shown(self, call: CallRecord, *, now) -> dict:
        record_access(
            by=self.request.user,
            act=AccessRecord.Act.VIEW,
            subject=call,
            fields="caller_name, place, summary",
            at=now,
        )
        return {
            **self._line(call),
            "passages": passages(call.summary, call.marks),
            "fields": _keyed("dispute", Quarrel),
            "scams": _keyed("fraud", Scam),
            "dangers": [
                (code, label, code in call.proposed_dangers)
                for code, label in Sign.choices
            ],
        }

    def _line(self, call: CallRecord) -> dict:
        return {"record": call, "what": what(call), "signs": signs(call)}

    def _fresh(self, *, now):
        """The last one this person decided, while it may be taken back."""
        mine = (
            self.rows.decided()
            .for_list()
            .filter(decided_by=self.request.user, decided_at__gte=now - UNDO_WITHIN)
        )
        call = mine.order_by("-decided_at", "-pk").first()
        return self._line(call) if call else None

    def _decided_today(self, *, now) -> int:
        start = timezone.localtime(now).replace(hour=0, minute=0, second=0)
        rows = self.rows.decided().filter(decided_at__gte=start)
        return len(rows.values_list("pk")[:1000])


def _keyed(kind: str, codes) -> list[tuple[str, str, str]]:
    """Value, label and letter of every choice of a kind."""
    return [
        (f"{kind}:{code}", label, LETTERS[place])
        for place, (code, label) in enumerate(codes.choices)
    ]


class ScreeningView(QueueMixin, TemplateView):
    """What waits, and the one in hand."""

    template_name = "station/screening.html"

    def get_context_data(self, **kwargs):
        wanted = self.request.GET.get("call", "")
        return super().get_context_data(**self.queue(wanted), **kwargs)


class DecideView(QueueMixin, View):
    """One key: decided, and the next one is in hand without a new page."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        call = get_object_or_404(self.rows, pk=pk)
        try:
            done = self.decide(call, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            self.say(done)
        if not request.htmx:
            return HttpResponseRedirect(reverse("station:screening"))
        return render(request, "station/_screening_answer.html", self.queue())

    def say(self, call) -> None:
        """The queue itself shows what was decided, with the way back."""


class ConfirmView(DecideView):
    """It is what was proposed."""

    def decide(self, call, *, by, at):
        return actions.confirm(call=call, by=by, at=at)


class CorrectView(DecideView):
    """It is something else."""

    def decide(self, call, *, by, at):
        form = CorrectForm(self.request.POST)
        if not form.is_valid():
            raise RuleError(_("Choose from the list."), code="unknown_choice")
        return actions.correct(call=call, verdict=form.verdict(), by=by, at=at)


class RejectView(DecideView):
    """Nothing for anybody here."""

    def decide(self, call, *, by, at):
        return actions.reject(call=call, by=by, at=at)


class UndoView(DecideView):
    """As if nobody had decided."""

    def decide(self, call, *, by, at):
        return actions.undo(call=call, by=by, at=at)

    def say(self, call) -> None:
        messages.success(self.request, _("Taken back; the call waits again."))


class ReadAgainView(PolicyMixin, View):
    """What waits is read with the terms and decisions of now."""

    permission_required = "screening_term.edit"
    http_method_names = ["post", "options"]

    def post(self, request):
        rows = CallRecord.objects.visible_to(request.user, "decide").waiting()
        stations = {row.station for row in rows.select_related("station")[:500]}
        now = timezone.now()
        count = sum(actions.read_again(station=s, at=now) for s in stations)
        messages.success(request, _("Proposals changed: %(n)s") % {"n": count})
        return HttpResponseRedirect(reverse("station:term_list"))
