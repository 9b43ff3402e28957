"""The patrol on the phone: one page without anybody's data, filled there."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from station.offline import worker_settings
from station.registry import registry
from station.views.policy import PolicyMixin


class WalkView(PolicyMixin, TemplateView):
    """The shell that the phone keeps: buttons and words, no names."""

    permission_required = "check_in.create"
    template_name = "patrols/walk.html"

    def get(self, request, *args, **kwargs):
        """Names its version: a phone keeps it only beside the files it was made for."""
        response = super().get(request, *args, **kwargs)
        response["X-Shell-Version"] = worker_settings(registry.offline)["version"]
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(offline_words=_words(), **kwargs)


def _words() -> dict[str, str]:
    """What the page says of itself; the phone has no words of its own."""
    return {
        "waiting": _("Waiting to be sent"),
        "sent": pgettext("on the phone", "Sent"),
        "refused": _("Not accepted"),
        "stale": _("Changed meanwhile"),
        "draft": _("Draft"),
        "duty_on": _("On duty"),
        "check_in": _("Check-in"),
        "duty_off": _("Off duty"),
        "track": _("Track of the patrol"),
        "since": _("since {at}"),
        "scanned": _("Scanned code"),
        "no_shift": _("No shift of yours runs now."),
        "no_point": _("No patrol point is near. Go closer, or scan its code."),
        "no_position": _("The phone does not know where it is."),
        "online": _("Signal"),
        "offline": _("No signal"),
        "kept": _("Kept on this phone, sent when there is signal."),
        "all_sent": _("Everything is sent."),
        "signin": _("Sign in again, then everything is sent. Nothing is lost."),
        "other": _("Somebody else is signed in. Only who wrote it can send it."),
        "out": _("Sign in again, then everything is sent. Nothing is lost."),
        "not_able": _(
            "This browser cannot lock what it keeps. Use the pages with signal."
        ),
        "discard": _("Remove this from the phone? It is not sent then."),
    }
