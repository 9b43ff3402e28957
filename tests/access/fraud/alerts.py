"""What the access tests know of alerts."""

from django.utils import timezone

from station.views.policy import PUBLIC
from tests import factories as make
from tests.access.rows import FOUND, Row, posted
from tests.factories.antifraud_alert import BODY

VIEW, EDIT, APPROVE = "alert.view", "alert.edit", "alert.approve"


def waiting(village, **facts):
    """An alert somebody else wrote and handed in."""
    by = make.UserFactory()
    made = make.AlertFactory(
        area=village,
        status="submitted",
        submitted_at=make.NOW,
        submitted_by=by,
        written_by=by,
        authors=[by.pk],
        **facts,
    )
    made.audiences.add(make.AudienceFactory(area=village))
    return made


def out(village, **facts):
    return make.AlertFactory(area=village, approved=True, **facts)


PAGES = {
    "antifraud:alert_list": Row(VIEW),
    "antifraud:alert_export": Row("alert.export"),
    "antifraud:alert_bulk": posted(VIEW),
    "antifraud:alert_create": Row("alert.create"),
    "antifraud:alert_read": Row("alert.read"),
    "antifraud:alert_detail": Row(VIEW, "alert"),
    "antifraud:alert_edit": Row(EDIT, "alert"),
    "antifraud:alert_choose": Row(EDIT, "alert"),
    "antifraud:alert_submit": posted(EDIT, "alert"),
    "antifraud:alert_take_back": posted(EDIT, "alert waiting"),
    "antifraud:alert_approve": Row(APPROVE, "alert waiting"),
    "antifraud:alert_give_back": Row(APPROVE, "alert waiting"),
    "antifraud:alert_withdraw": Row(EDIT, "alert"),
    "antifraud:alert_picture": Row(VIEW, "alert", allowed=FOUND | {404}),
    "antifraud:alert_texts": Row(VIEW, "alert out"),
    "antifraud:alert_poster": Row(VIEW, "alert out"),
    "antifraud:alert_poster_picture": Row(VIEW, "alert out"),
    "alert_page:face": Row(PUBLIC, "any alert", args=lambda row: [row.link]),
    "alert_page:picture": Row(
        PUBLIC, "any alert", args=lambda row: [row.link], allowed=FOUND | {404}
    ),
}
MAKERS = {  # a record of each kind, in a village
    "alert": lambda village: make.AlertFactory(area=village),
    "alert waiting": waiting,
    "alert out": out,
    "any alert": out,
}
RECORDS = {"alerts": "alert", "published-alerts": "alert out"}
OWN = set()
REST = {
    "alerts": lambda area: make.AlertFactory(area=area, body=BODY),
    "published-alerts": lambda area: out(area, approved_at=timezone.now()),
}
