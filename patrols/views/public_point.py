"""Behind the code of a patrol point: for residents, and the screen at the point."""

import hmac

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe

from households.papers.cards import qr_svg
from households.views.public import Limited, PublicView
from patrols import screens
from patrols.models import PatrolPoint
from patrols.papers.points import public_address
from station import crypto, policy
from station.models import Area


class PointCodeView(PublicView):
    """A page behind the code of a point that is in use."""

    http_method_names = ["get", "head"]

    def get(self, request, *, token, **kwargs):
        self.point = self._found(token)
        if self.point is None:
            return self._unknown()
        above = Area.objects.above(self.point.area)
        self.station = above.filter(kind=Area.Kind.STATION).last()
        if not self.point.is_active:
            return self.page("point_gone", status=410, **self.place())
        return self.show(**kwargs)

    def show(self, **kwargs):
        raise NotImplementedError

    def place(self) -> dict:
        station = self.station
        phone = (station.profile or {}).get("phone", "") if station else ""
        return {"point": self.point, "station": station, "station_phone": str(phone)}

    def _found(self, token: str) -> PatrolPoint | None:
        rows = PatrolPoint.objects.select_related("area")
        return rows.filter(token_hash=crypto.fingerprint(token)).first()

    def _unknown(self):
        try:
            self.take_lookup()
        except Limited as limited:
            return self.limited("point_gone", limited.seconds)
        return self.page("point_gone", status=404)


class FaceView(PointCodeView):
    """What this is, and the station's phone; a volunteer goes on to the check-in."""

    def show(self):
        user = self.request.user
        if user.is_authenticated and policy.can(user, "check_in.create"):
            return HttpResponseRedirect(self._check_in())
        return self.page("point", sign_in_url=self._sign_in(), **self.place())

    def _check_in(self) -> str:
        url = reverse("patrols:check_in", args=[self.point.token])
        code = self.request.GET.get("k", "")
        return f"{url}?k={code}" if code.isascii() and code.isdigit() else url

    def _sign_in(self) -> str:
        if self.request.user.is_authenticated:
            return ""
        here = reverse("patrol_point:face", args=[self.point.token])
        return f"{reverse(settings.LOGIN_URL)}?next={here}"


class ScreenView(PointCodeView):
    """The screen at the point: a code that changes every half minute, by itself."""

    def show(self, *, key):
        point = self.point
        known = screens.address_key(point) if point.screen_seed else ""
        if not known or not hmac.compare_digest(known.encode(), key.encode()):
            return self._unknown()
        code = screens.code_at(point, self.at)
        left = screens.seconds_left(self.at)
        qr = qr_svg(f"{public_address(point)}?k={code}", border=2)
        return self.page(
            "point_screen",
            code=f"{code[:3]} {code[3:]}",
            left=left,
            next_in=left + 1,
            share=round(100 * left / screens.EACH),
            qr=mark_safe(qr),  # noqa: S308
            **self.place(),
        )
