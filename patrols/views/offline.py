"""The patrol on the phone: one page without anybody's data, filled there."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from households.views.pictures import MOST_PHOTOS
from patrols.actions.findings import MOST_PEOPLE
from patrols.forms.alarms import EMERGENCY
from patrols.forms.findings import OfflineFindingForm
from patrols.workflow.findings import COUNTED
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
        return super().get_context_data(
            offline_words=_words() | _finding_words(),
            finding_form=OfflineFindingForm(),
            emergency=EMERGENCY,
            limits={
                "counted": sorted(COUNTED),
                "people": MOST_PEOPLE,
                "photos": MOST_PHOTOS,
            },
            **kwargs,
        )


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


def _finding_words() -> dict[str, str]:
    """What is told beside the form of a finding."""
    return {
        "finding": _("Finding"),
        "no_kind": _("Choose what it is."),
        "no_what": _("Say in a few words what it is."),
        "no_people": _("Say how many people it was."),
        "many_people": _("At most %(n)d people.") % {"n": MOST_PEOPLE},
        "too_many_photos": _("At most %(n)d photos.") % {"n": MOST_PHOTOS},
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
    }
