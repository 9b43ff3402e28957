"""The pages of alerts: written, addressed, approved by somebody else, taken along."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from antifraud.actions import readings
from antifraud.alike import shingles
from antifraud.models import Alert
from antifraud.workflow.alerts import AlertStatus
from station.roles import Role
from tests.factories import (
    NOW,
    AlertFactory,
    AudienceFactory,
    PostFactory,
    ScamTypeFactory,
    SendingFactory,
    person,
)
from tests.factories.antifraud_alert import BODY, campus_groups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def chief(village):
    return PostFactory(role="station_chief", area=village.parent.parent).user


@pytest.fixture
def groups(village, wang):
    return campus_groups(village, wang)


def page(name, *args) -> str:
    return reverse(f"antifraud:{name}", args=args)


def png() -> SimpleUploadedFile:
    body = BytesIO()
    Image.new("RGB", (40, 30)).save(body, "PNG")
    return SimpleUploadedFile("x.png", body.getvalue(), "image/png")


def said(village, **changes) -> dict:
    facts = {
        "version": 0,
        "kind": "warning",
        "form": "text",
        "title": "刷单返利就是诈骗",
        "body": BODY,
        "area": village.pk,
    }
    return facts | changes


def waiting(village, by) -> Alert:
    alert = AlertFactory(
        area=village,
        written_by=by,
        authors=[by.pk],
        status="submitted",
        submitted_at=NOW,
        submitted_by=by,
    )
    alert.audiences.add(AudienceFactory(area=village))
    return alert


class TestWriting:
    def test_leads_from_the_words_to_the_groups_to_handing_in(
        self, signed_in, village, groups
    ):
        answer = signed_in.post(page("alert_create"), said(village))

        alert = Alert.objects.get()
        choose = page("alert_choose", alert.pk)
        assert answer.url == choose
        shown = signed_in.get(choose).content.decode()
        assert groups[0].name in shown
        signed_in.post(
            choose,
            {"version": 1, "fitting": [groups[0].pk], "hand_in": "yes"},
        )
        alert.refresh_from_db()
        assert alert.status == AlertStatus.SUBMITTED
        assert list(alert.audiences.all()) == groups[:1]

    def test_begins_with_what_is_known_of_the_type_and_the_groups(
        self, signed_in, village
    ):
        kind = ScamTypeFactory(
            signs="先返小钱", phrases="做三单就返\n再垫一单", advice="一分也不垫"
        )

        answer = signed_in.get(
            page("alert_create"), {"scam_type": kind.pk, "groups": "student,moon"}
        )

        first = answer.context["form"].initial
        assert "先返小钱" in first["body"]
        assert "一分也不垫" in first["body"]
        assert first["groups"] == ["student"]
        assert first["area"] == village.pk

    def test_takes_one_picture(self, signed_in, village, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        two = said(village, photos=[png(), png()])
        assert signed_in.post(page("alert_create"), two).status_code == 200

        signed_in.post(page("alert_create"), said(village, photos=[png()]))

        alert = Alert.objects.get()
        answer = signed_in.get(page("alert_picture", alert.pk))
        assert answer["Content-Type"] == "image/jpeg"
        assert b"".join(answer.streaming_content)
        signed_in.post(
            page("alert_edit", alert.pk),
            said(village, version=alert.version, drop_picture="on"),
        )
        alert.refresh_from_db()
        assert alert.picture is None

    def test_says_at_the_field_what_is_wrong(self, signed_in, village):
        answer = signed_in.post(page("alert_create"), said(village, form="video"))

        assert answer.context["form"].errors["video_url"]

    def test_is_pointed_to_what_was_sent_lately(self, signed_in, village, wang):
        old = AlertFactory(area=village, approved=True, words=shingles(BODY))
        new = AlertFactory(area=village, written_by=wang, words=shingles(BODY))

        for name in ("alert_detail", "alert_choose"):
            shown = signed_in.get(page(name, new.pk)).content.decode()
            assert old.get_absolute_url() in shown

    def test_keeps_groups_that_one_may_not_see(self, signed_in, village, wang):
        far = AudienceFactory(area=village.parent.parent)
        near = AudienceFactory(area=village, owner=wang)
        alert = AlertFactory(area=village, written_by=wang)
        alert.audiences.add(far)

        signed_in.post(
            page("alert_choose", alert.pk), {"version": 1, "fitting": [near.pk]}
        )

        assert set(alert.audiences.all()) == {far, near}


class TestSecondPairOfEyes:
    def test_lets_it_go(self, client, village, wang, chief):
        alert = waiting(village, wang)
        client.force_login(chief)
        shown = client.get(page("alert_approve", alert.pk)).content.decode()
        assert alert.body in shown

        client.post(page("alert_approve", alert.pk), {"version": alert.version})

        alert.refresh_from_db()
        assert alert.status in {AlertStatus.APPROVED, AlertStatus.DONE}
        assert alert.sendings.count() == 1

    def test_is_not_the_writers_own(self, signed_in, village, wang):
        alert = waiting(village, wang)

        shown = signed_in.get(alert.get_absolute_url()).content.decode()
        answer = signed_in.post(page("alert_approve", alert.pk), {"version": 1})

        assert page("alert_approve", alert.pk) not in shown
        assert answer.context["form"].non_field_errors()
        alert.refresh_from_db()
        assert alert.status == AlertStatus.SUBMITTED

    def test_gives_back_with_a_word(self, client, village, wang, chief):
        alert = waiting(village, wang)
        client.force_login(chief)

        client.post(
            page("alert_give_back", alert.pk), {"version": 1, "reason": "写短些"}
        )

        alert.refresh_from_db()
        assert alert.status == AlertStatus.DRAFT

    def test_the_writer_takes_back_with_one_tap(self, signed_in, village, wang):
        alert = waiting(village, wang)

        signed_in.post(page("alert_take_back", alert.pk))

        alert.refresh_from_db()
        assert alert.status == AlertStatus.DRAFT


class TestPublished:
    def test_shows_groups_states_and_readers(self, signed_in, village):
        sending = SendingFactory(
            alert__area=village,
            audience__area=village,
            status="sent",
            sent_at=NOW,
            people=300,
        )
        for _reader in range(3):
            readings.opened(link=sending.link, at=NOW)
        readings.opened(link=sending.alert.link, at=NOW)

        figures = signed_in.get(sending.alert.get_absolute_url()).context["figures"]

        assert (figures.sent, figures.groups) == (1, 1)
        assert (figures.readers, figures.by_poster) == (4, 1)
        assert figures.people == 300

    def test_costs_the_same_for_one_group_and_for_many(
        self, signed_in, village, django_assert_max_num_queries
    ):
        alert = AlertFactory(area=village, approved=True)
        for _group in range(8):
            SendingFactory(alert=alert, audience__area=village)

        with django_assert_max_num_queries(40):
            signed_in.get(alert.get_absolute_url())

    def test_gives_each_group_its_own_text(self, signed_in, village):
        sending = SendingFactory(alert__area=village, audience__area=village)

        shown = signed_in.get(page("alert_texts", sending.alert_id)).content.decode()

        assert f"/a/{sending.link}/" in shown
        assert f"/a/{sending.alert.link}/" in shown

    def test_is_printed_as_poster_and_drawn_as_picture(self, signed_in, village):
        alert = AlertFactory(area=village, approved=True)

        pdf = signed_in.get(page("alert_poster", alert.pk))
        picture = signed_in.get(page("alert_poster_picture", alert.pk))

        assert pdf.content.startswith(b"%PDF")
        assert picture.content.startswith(b"\x89PNG")

    @pytest.mark.parametrize("name", ["alert_poster", "alert_texts"])
    def test_a_draft_leaves_the_house_in_no_form(self, signed_in, village, name):
        draft = AlertFactory(area=village)

        assert signed_in.get(page(name, draft.pk)).status_code == 404

    def test_is_read_by_volunteers_drafts_are_not(self, client, village):
        AlertFactory(area=village, approved=True, title="发出的")
        AlertFactory(area=village, title="没发的")
        client.force_login(person(Role.VOLUNTEER, village))

        shown = client.get(page("alert_read")).content.decode()

        assert "发出的" in shown
        assert "没发的" not in shown
        assert client.get(page("alert_list")).status_code == 404

    def test_is_withdrawn_with_a_reason(self, signed_in, village, wang):
        alert = AlertFactory(area=village, approved=True, written_by=wang)

        signed_in.post(
            page("alert_withdraw", alert.pk), {"version": 1, "reason": "有误"}
        )

        alert.refresh_from_db()
        assert alert.status == AlertStatus.WITHDRAWN


class TestList:
    def test_finds_by_words_state_and_group(self, signed_in, village):
        found = AlertFactory(
            area=village, approved=True, title="防骗", groups=["student"]
        )
        AlertFactory(area=village, title="别的")

        for asked in (
            {"search": "防骗"},
            {"status": "approved"},
            {"group": "student"},
        ):
            rows = signed_in.get(page("alert_list"), asked).context["page"].rows
            assert [row.pk for row in rows] == [found.pk], asked

    def test_goes_out_as_workbook(self, signed_in, village):
        AlertFactory(area=village)

        answer = signed_in.get(page("alert_export"))

        assert answer.status_code == 200
        assert "spreadsheet" in answer["Content-Type"]

    def test_is_found_by_the_search(self, signed_in, village):
        alert = AlertFactory(area=village, title="冒充客服退款")

        answer = signed_in.post(reverse("station:search"), {"q": "客服退款"})

        assert alert.pk in [hit.pk for hit in answer.context["found"].hits]
