"""The face behind a code: who is in charge here today, and what one can do."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import plate_scans
from households.charge import charge_of
from households.faces import small_face
from households.models import OnlineService
from households.views.public_code import CodeView
from station import policy
from station.registry import registry


class FaceView(CodeView):
    """The officer in charge, the ways to write, and the promises."""

    def show(self):
        charge = charge_of(self.area, on=timezone.localtime(self.at).date())
        faces = [(post, small_face(post.user.photo)) for post in charge.faces[:3]]
        return self.page(
            "card",
            faces=faces,
            visit_url=self.visit_url(),
            sign_in_url=self.sign_in_url(),
            links=self.links(),
            **self.place(),
        )

    def links(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """What one can do here: where it is done, its name, and what is promised."""
        limits = self.spot.clock.limits
        answer = _("The answer comes within %(limit)s.")
        tell = [
            self._link("message", _("Leave a message"), answer, limits["message"]),
            self._link(
                "question", _("Questions about rules"), answer, limits["question"]
            ),
            self._link(
                "advice",
                _("Advice on prevention"),
                _("Against fraud, theft and fire."),
            ),
            self._link("tip", _("Report a tip"), _("Without your name, if you wish.")),
            self._link(
                "distress", _("Help in distress"), _("Call 110 first, then us.")
            ),
        ]
        return [
            (_("Settle a matter"), self._matters()),
            (_("Write to the officer"), tell),
            (_("What became of it?"), [self._receipt()]),
            *self._taking_part(),
        ]

    def _taking_part(self) -> list:
        """What other apps let residents join."""
        found = [source(self.token) for source in registry.face_links]
        return [(_("Take part"), found)] if found else []

    def _matters(self) -> list[tuple[str, str, str]]:
        found = [
            self._link(
                "service_book",
                _("Appointments"),
                _("We agree on a time before you set out."),
            ),
            self._link(
                "guides",
                _("What you can come for"),
                _("We tell you which papers you need."),
            ),
        ]
        if OnlineService.objects.shown_in(self.area).exists():
            found.append(
                self._link(
                    "directory",
                    _("Online services"),
                    _("What you can settle from home."),
                )
            )
        return found

    def _link(self, name: str, title: str, promise: str, limit="") -> tuple:
        url = reverse(f"public:{name}", args=[self.token])
        return url, title, promise % {"limit": limit} if limit else promise

    def _receipt(self) -> tuple[str, str, str]:
        return (
            reverse("public:receipt"),
            _("Read the answer with your receipt"),
            _("Also to move an appointment or to call it off."),
        )

    def visit_url(self) -> str:
        """An officer of the area who scans the code goes on to a visit."""
        if not self.may_visit():
            return ""
        return f"{reverse('households:visit_pick')}?area={self.area.pk}"

    def may_visit(self) -> bool:
        user = self.request.user
        return user.is_authenticated and policy.covers(user, "visit.create", self.area)

    def sign_in_url(self) -> str:
        """Only behind a plate: an officer at the door who is not signed in yet."""
        return ""


class PlateView(FaceView):
    """A door plate: for its officer the household, for anyone else the face.

    Nothing here says who lives behind the door.
    """

    def show(self):
        if url := self.door_url():
            return HttpResponseRedirect(url)
        plate_scans.count(area=self.area, at=self.at)
        return super().show()

    def with_code(self, token: str):
        """A card's code is not a plate's."""
        answer = super().with_code(token)
        if answer is None and self.plate is None:
            return self._unknown()
        return answer

    def door_url(self) -> str:
        """Where the officer of this door goes on."""
        user = self.request.user
        if not user.is_authenticated:
            return ""
        if not policy.can(user, "door_plate.view", self.plate):
            return ""
        return reverse("households:plate_door", args=[self.plate.pk])

    def sign_in_url(self) -> str:
        if self.request.user.is_authenticated:
            return ""
        here = reverse("public:plate", args=[self.token])
        return f"{reverse(settings.LOGIN_URL)}?next={here}"


class DirectoryView(CodeView):
    """What one settles from home: the online services of station and county."""

    def show(self):
        services = OnlineService.objects.shown_in(self.area)
        return self.page("directory", services=list(services), **self.place())
