"""The round without signal: one page without anybody's data, filled on the phone."""

from django.conf import settings
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View
from django.views.generic import TemplateView

from households import round_permits
from households.actions.visit_rules import LATE_AFTER, MOST_PHOTOS, NEXT_WITHIN
from households.forms.offline import OfflineHandOverForm, OfflineVisitForm
from station.offline import worker_settings
from station.registry import registry
from station.views.policy import PUBLIC, PolicyMixin


class OfflineRoundView(PolicyMixin, TemplateView):
    """The shell that the phone keeps: forms and words, no names."""

    permission_required = "visit.create"
    template_name = "households/round_offline.html"

    def get(self, request, *args, **kwargs):
        """Names its version: a phone keeps it only beside the files it was made for."""
        response = super().get(request, *args, **kwargs)
        response["X-Shell-Version"] = worker_settings(registry.offline)["version"]
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            visit_form=OfflineVisitForm(),
            delivery_form=OfflineHandOverForm(),
            next_days=_next_days(),
            offline_words=_words(),
            limits={
                "hours": settings.OFFLINE_HOURS,
                "late_days": LATE_AFTER.days,
                "next_days": NEXT_WITHIN.days,
                "photos": MOST_PHOTOS,
            },
            **kwargs,
        )


class RoundPermitView(PolicyMixin, View):
    """May this phone keep its round? Asked without a session, answered with yes or no."""

    permission_required = PUBLIC

    def get(self, request):
        permit = request.headers.get("X-Round-Permit", "")[:500]
        response = JsonResponse({"holds": round_permits.holds(permit)})
        response["Cache-Control"] = "no-store"
        return response


def _next_days() -> list[tuple[str, int]]:
    """When officers mostly come again, counted on the phone."""
    return [
        (_("In a week"), 7),
        (_("In a month"), 30),
        (_("In 3 months"), 90),
        (_("In half a year"), 180),
    ]


def _words() -> dict[str, str]:
    """What the page says of itself; the phone has no words of its own."""
    return _states() | _sending() | _fields() | _rules()


def _states() -> dict[str, str]:
    return {
        "draft": _("Draft"),
        "waiting": _("Waiting to be sent"),
        "sent": pgettext("on the phone", "Sent"),
        "stale": _("Changed meanwhile"),
        "refused": _("Not accepted"),
        "visited": pgettext("doors", "Visited"),
        "skipped": _("Passed"),
        "visit": _("Visit"),
        "delivery": _("Hand-over of a document"),
        "online": _("Signal"),
        "offline": _("No signal"),
        "never": _("Never visited"),
        "last_visit": _("Last visit: {on}"),
        "due": _("by {due}"),
        "taken": _("Taken along {at}, kept until {until}."),
        "stops": _("{done} of {all} done"),
        "nobody": _("Nobody is registered here."),
        "photos": _("Photos: {n}"),
    }


def _sending() -> dict[str, str]:
    return {
        "taken_along": _("The round is on this phone."),
        "not_able": _(
            "This browser cannot lock what it keeps. Use the pages with signal."
        ),
        "full": _("The phone's store is full. Send what waits, then try again."),
        "no_round": _("No round is planned for today."),
        "no_signal": _("No signal. Everything is kept and sent by itself."),
        "signin": _("Sign in again, then everything is sent. Nothing is lost."),
        "other": _("Somebody else is signed in. Only who wrote it can send it."),
        "others": _("On this phone something of another person waits: {n}."),
        "out": _(
            "The station ended your access on this phone. The round was removed; what "
            "you wrote stays locked here until you sign in again."
        ),
        "full_not_kept": _(
            "The phone's store is full: this is not kept yet. Leave this page open, "
            "free some space or find signal, then try again."
        ),
        "photos_not_kept": _(
            "The phone's store is full: the text is kept, the photos are not. Remove "
            "photos, free some space or find signal, then try again."
        ),
        "not_kept": _(
            "The phone could not keep this. Leave this page open and try again."
        ),
        "leave_unkept": _("This is not kept yet and would be lost. Leave the page?"),
        "busy": _("The server is busy. It is tried again in a moment."),
        "all_sent": _("Everything is sent."),
        "kept": _("Kept on this phone, sent when there is signal."),
        "old": _("Something has been waiting since {at}. Find signal and send it."),
        "unsure": _(
            "It is not sure whether this arrived. Look at the household: if it is "
            "there, remove it here, else send it again."
        ),
        "discard": _("Remove this from the phone? It is not sent then."),
        "failed": _("The phone could not keep this."),
    }


def _fields() -> dict[str, str]:
    """What the two sides of a conflict are called."""
    return {
        "head_name": _("Head of household"),
        "number": _("Household number"),
        "address": _("Address"),
        "left_on": _("Moved away on"),
        "people_met": _("Who was met?"),
        "settles": _("This visit settles"),
        "card": _("Contact card"),
        "document_state": _("Document"),
        "handed_over": pgettext("document", "Handed over"),
        "took_it": _("Who took it"),
        "handed_at_field": _("When"),
        "settled_by": _("Settled by"),
        "return_reason": _("Why not handed over"),
        "signature_field": _("Signature"),
        "empty": _("–"),
        "separator": _(", "),
        "colon": _(": "),
    }


def _rules() -> dict[str, str]:
    """The same words as the server's for what breaks a rule."""
    return {
        "nobody_named": _("Who was met? Choose at least one."),
        "visited_in_future": _("A visit cannot lie in the future."),
        "late_without_reason": _(
            "This visit is more than a week ago: say why it is recorded only now."
        ),
        "next_too_early": _("The next visit must be after this one."),
        "next_too_late": _("The next visit may be at most two years away."),
        "promise_matter": _("Say what was promised."),
        "promise_on": _("Say when you will come back."),
        "promise_past": _("That lies in the past."),
        "too_many_photos": _("A visit holds at most %(n)s photos.")
        % {"n": MOST_PHOTOS},
        "received_by": _("Say who took it."),
        "signature": _("Who takes it must sign."),
        "handed_at": _("That lies in the future."),
        "no_time": _("Say when."),
    }
