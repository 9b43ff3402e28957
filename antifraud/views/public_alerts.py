"""What everybody reads behind the link or the code of an alert: no sign-in."""

import re
from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone

from antifraud.actions import readings
from antifraud.models import HOTLINE
from antifraud.workflow.alerts import AlertStatus, Form
from households.views.public import Limited, PublicView
from station import working_days
from station.actions.attachments import path_of

COOKIE = "fq_read"
MOST_KEPT = 40  # alerts a phone remembers of one day
MARK = re.compile(r"\d{8}(?:\.\d{1,18})*", re.ASCII)


class AlertLinkView(PublicView):
    """A page behind the link of an alert that went out."""

    http_method_names = ["get", "head"]

    def get(self, request, *, link):
        found = readings.found(link)
        if found is None or found[0].approved_at is None:
            return self._unknown()
        self.alert, self.sending = found
        if self.alert.status == AlertStatus.WITHDRAWN:
            return self.page("alert_gone", status=410, hotline=HOTLINE, is_known=True)
        return self.show(link)

    def _unknown(self):
        try:
            self.take_lookup()
        except Limited as limited:
            return self.limited("alert_gone", limited.seconds, hotline=HOTLINE)
        return self.page("alert_gone", status=404, hotline=HOTLINE, is_known=False)

    def show(self, link: str):
        raise NotImplementedError


class AlertPageView(AlertLinkView):
    """The words, the hotline; a reader is counted once for a device and a day."""

    def show(self, link):
        alert = self.alert
        answer = self.page(
            "alert",
            alert=alert,
            advice=self._advice(),
            station=(alert.station or alert.area).name,
            hotline=alert.scam_type.hotline if alert.scam_type else HOTLINE,
            picture_url=self._picture(link),
        )
        if self.request.method == "GET":
            self._count(link, answer)
        return answer

    def _advice(self) -> str:
        """What to do, where the words do not say it already."""
        kind = self.alert.scam_type
        if kind is None or self.alert.form == Form.ARTICLE:
            return ""
        return "" if kind.advice in self.alert.body else kind.advice

    def _picture(self, link: str) -> str:
        if self.alert.picture_id is None:
            return ""
        return reverse("alert_page:picture", args=[link])

    def _count(self, link: str, answer) -> None:
        """The phone remembers which alerts it opened today, and forgets at midnight.

        Nothing in it tells one phone from another.
        """
        today, seen = working_days.local_date(self.at), self._seen()
        if self.alert.pk in seen:
            return
        readings.opened(link=link, at=self.at)
        kept = [*seen, self.alert.pk][-MOST_KEPT:]
        answer.set_cookie(
            COOKIE,
            ".".join([f"{today:%Y%m%d}", *map(str, kept)]),
            expires=_midnight(self.at),
            path="/a/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def _seen(self) -> list[int]:
        mark = self.request.COOKIES.get(COOKIE, "")
        if not MARK.fullmatch(mark):
            return []
        day, *keys = mark.split(".")
        today = working_days.local_date(self.at)
        return [int(key) for key in keys] if day == f"{today:%Y%m%d}" else []


class AlertPictureView(AlertLinkView):
    """Its picture, which holds nothing but itself."""

    def show(self, link):
        picture = self.alert.picture
        if picture is None:
            return self._unknown()
        try:
            file = path_of(picture.file_name).open("rb")
        except FileNotFoundError:
            return self._unknown()
        answer = FileResponse(file, content_type=picture.content_type)
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def _midnight(at: datetime) -> datetime:
    """The end of the local day."""
    tomorrow = working_days.local_date(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))
