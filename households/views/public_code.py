"""Pages behind the code of a card or a door plate."""

from django.conf import settings

from households.codes import code_of
from households.models import ContactCard, DoorPlate
from households.spots import Spot
from households.views.public import Limited, PublicView
from households.workflow import CardStatus
from station.models import Area


class CodeView(PublicView):
    """A page behind a code that was given out and is still valid.

    ``area`` is the place it speaks for; ``plate`` the door plate that was scanned,
    if it was one; ``card`` the card, with a plate the nearest one or None.
    """

    area: Area
    card: ContactCard | None
    plate: DoorPlate | None

    def get(self, request, *, token):
        return self.with_code(token) or self.show()

    def post(self, request, *, token):
        return self.with_code(token) or self.act()

    def show(self):
        raise NotImplementedError

    def act(self):
        return self.show()

    def with_code(self, token: str):
        """Finds the code; for one that is not valid, the page that says so.

        A revoked card and a code never given out look the same to whoever tries
        codes; a plate hangs at a door for years and says that it was withdrawn.
        """
        self.token = token
        code = code_of(token)
        if code is None or (code.status == CardStatus.REVOKED and not code.plate):
            return self._unknown()
        self.code = code
        self.area, self.card, self.plate = code.area, code.card, code.plate
        self.spot = Spot(code.area, at=self.at)
        if not code.is_valid:
            return self.page("replaced", status=410, **self.place())
        return None

    def _unknown(self):
        try:
            self.take_lookup()
        except Limited as limited:
            return self.limited("gone", limited.seconds)
        return self.page("gone", status=404)

    def place(self) -> dict:
        station = self.spot.station
        phone = (station.profile or {}).get("phone", "") if station else ""
        return {
            "area": self.area,
            "place_name": self.spot.name,
            "code": self.code,
            "station": station,
            "station_phone": str(phone),
            "token": self.token,
            "days": settings.REPLY_WORKING_DAYS["message"],
        }
