"""The pages of outreach: list, calendar, event, write-up, poster, public page."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from antifraud import calendars
from antifraud.models import Material, OutreachEvent
from station.actions.attachments import attached_to
from station.models import RecordLink
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LIST = reverse("antifraud:outreach_list")
CREATE = reverse("antifraud:outreach_create")
CALENDAR = reverse("antifraud:outreach_calendar")


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def theirs(client, wang):
    client.force_login(wang)
    return client


def of(name, event):
    return reverse(f"antifraud:outreach_{name}", args=[event.pk])


def photo():
    body = BytesIO()
    Image.new("RGB", (40, 30), "white").save(body, "PNG")
    return SimpleUploadedFile("x.png", body.getvalue(), "image/png")


def say(village, wang, **more):
    return {
        "kind": "stall",
        "topic": "fraud",
        "title": "夜市反诈摊位",
        "place": "小吃街东口",
        "area": village.pk,
        "led_by": wang.pk,
        "starts_at": "2026-12-01T19:00",
        "ends_at": "2026-12-01T21:00",
        **more,
    }


class TestPlan:
    def test_one_form_puts_it_into_the_calendar(self, theirs, village, wang, rebates):
        said = say(village, wang, scam_types=[rebates.pk], groups=["shop_staff"])

        answer = theirs.post(CREATE, said)

        event = OutreachEvent.objects.get()
        assert answer.url == event.get_absolute_url()
        assert theirs.get(answer.url).status_code == 200
        assert list(event.scam_types.all()) == [rebates]

    def test_says_at_the_field_what_is_wrong(self, theirs, village, wang):
        said = say(village, wang, ends_at="2026-12-01T18:00")

        form = theirs.post(CREATE, said).context["form"]

        assert "ends_at" in form.errors

    def test_offers_nobody_and_nothing_from_elsewhere(self, theirs, village, wang):
        stranger = make.officer(make.CommunityFactory())
        said = say(village, wang, led_by=stranger.pk, area=stranger.posts.get().area_id)

        form = theirs.post(CREATE, said).context["form"]

        assert {"led_by", "area"} <= set(form.errors)

    def test_is_filled_in_from_a_talk_on_patrol(self, theirs, village):
        talk = make.FindingFactory(
            area=village, kind="talk", what="向商户讲防骗", place="夜市", people=9
        )

        page = theirs.get(f"{CREATE}?from=patrols.finding:{talk.pk}")

        form = page.context["form"]
        assert form["title"].value() == "向商户讲防骗"
        assert form["place"].value() == "夜市"
        assert form["area"].value() == village.pk

    def test_keeps_the_talk_it_was_made_of(self, theirs, village, wang):
        talk = make.FindingFactory(area=village, kind="talk", what="讲防骗", people=9)

        theirs.post(f"{CREATE}?from=patrols.finding:{talk.pk}", say(village, wang))

        assert RecordLink.objects.get().origin == f"patrols.finding:{talk.pk}"

    def test_is_filled_in_from_an_alert_that_went_out(self, theirs, village, rebates):
        audience = make.AudienceFactory(area=village)
        alert = make.AlertFactory(
            area=village, approved=True, scam_type=rebates, groups=["student"]
        )
        alert.audiences.add(audience)

        form = theirs.get(f"{CREATE}?from=antifraud.alert:{alert.pk}").context["form"]

        assert form["title"].value() == alert.title
        assert form["scam_types"].value() == [rebates.pk]
        assert form["groups"].value() == ["student"]
        assert form["audiences"].value() == [audience.pk]

    def test_begins_on_the_day_that_was_tapped(self, theirs):
        form = theirs.get(f"{CREATE}?on=2026-12-24").context["form"]

        assert form["starts_at"].value().date().isoformat() == "2026-12-24"


class TestList:
    def test_shows_what_is_ahead_first(self, theirs, village):
        ahead = make.OutreachFactory(area=village)
        make.OutreachFactory(area=village, held=True)

        assert list(theirs.get(LIST).context["page"].rows) == [ahead]

    def test_finds_what_waits_to_be_written_up(self, theirs, village):
        over = make.OutreachFactory(area=village, over=True)
        make.OutreachFactory(area=village)

        rows = theirs.get(f"{LIST}?state=unwritten").context["page"].rows

        assert list(rows) == [over]

    def test_goes_out_as_a_workbook_and_a_calendar(self, theirs, village):
        make.OutreachFactory(area=village, title="敬老院讲座")

        book = theirs.get(reverse("antifraud:outreach_export"))
        file = theirs.get(reverse("antifraud:outreach_file"))

        assert book.status_code == 200
        assert "SUMMARY:敬老院讲座" in file.content.decode()
        assert file["Content-Type"].startswith("text/calendar")


class TestCalendar:
    def test_shows_each_event_on_its_days(self, theirs, village):
        event = make.OutreachFactory(
            area=village, ends_at=NOW + timedelta(days=3), title="三天集市"
        )

        weeks = theirs.get(CALENDAR).context["weeks"]

        days = [day.on for week in weeks for day in week if day.entries]
        assert days == [TODAY + timedelta(days=n) for n in (1, 2, 3)]
        assert event.title in theirs.get(CALENDAR).content.decode()

    def test_of_nonsense_is_this_month(self, theirs):
        assert theirs.get(f"{CALENDAR}?month=2026-99").context["first"].month == 11

    def test_shows_nothing_from_elsewhere(self, theirs):
        make.OutreachFactory()

        assert not theirs.get(CALENDAR).context["has_entries"]

    def test_costs_the_same_for_many_events(self, village, wang):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                calendars.weeks(wang, TODAY.replace(day=1))
            return len(queries)

        make.OutreachFactory(area=village)
        calendars.weeks(wang, TODAY.replace(day=1))
        few = cost()
        make.OutreachFactory.create_batch(8, area=village)

        assert cost() == few


class TestEvent:
    def test_offers_the_one_step_that_is_next(self, theirs, village, wang):
        over = make.OutreachFactory(area=village, led_by=wang, over=True)

        buttons = theirs.get(of("detail", over)).context["buttons"]

        assert [b.url for b in buttons if b.tone == "primary"] == [of("write_up", over)]

    def test_says_who_is_expected_elsewhere_at_that_time(self, theirs, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang)
        twin = make.OutreachFactory(area=village, title="敬老院讲座")
        twin.staff.add(wang)
        make.OutreachFactory(area=village, title="别人的活动")
        make.OutreachFactory(area=village, led_by=wang, called_off=True)

        sections = theirs.get(of("detail", event)).context["sections"]

        assert [item.title for item in sections[0].items] == [twin.title]

    @pytest.mark.parametrize("state", ["held", "called_off"])
    def test_of_every_state_opens(self, theirs, village, state):
        event = make.OutreachFactory(area=village, **{state: True})

        assert theirs.get(of("detail", event)).status_code == 200

    def test_is_seen_but_not_changed_by_the_next_village(self, client, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang)
        neighbour = make.officer(make.CommunityFactory(parent=village.parent))
        client.force_login(neighbour)

        assert client.get(of("detail", event)).status_code == 200
        assert client.get(of("edit", event)).status_code == 404

    def test_can_be_changed(self, theirs, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang)
        event.staff.add(make.officer(village))
        event.scam_types.add(make.ScamTypeFactory(is_active=False))
        said = say(village, wang, title="改到广场", version=1)
        form = theirs.get(of("edit", event)).context["form"]
        for name in ("staff", "scam_types"):
            said[name] = form[name].value()

        answer = theirs.post(of("edit", event), said)

        event.refresh_from_db()
        assert answer.status_code == 302
        assert event.title == "改到广场"
        assert event.staff.count() == event.scam_types.count() == 1


class TestWriteUp:
    def test_takes_numbers_photos_and_material(
        self, theirs, village, wang, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        event = make.OutreachFactory(area=village, led_by=wang, over=True)
        leaflet = make.MaterialFactory(area=village, stock=100)
        said = {
            "reached": "150",
            "result": "气氛热烈",
            "version": "1",
            f"material_{leaflet.pk}": "80",
            "photos": [photo()],
        }

        answer = theirs.post(of("write_up", event), said)

        event.refresh_from_db()
        assert answer.status_code == 302
        assert (event.status, event.reached) == ("done", 150)
        assert Material.objects.get().stock == 20
        assert attached_to(event).count() == 1
        assert len(theirs.get(answer.url).context["photos"]) == 1

    def test_says_that_there_is_not_so_much(self, theirs, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang, over=True)
        leaflet = make.MaterialFactory(area=village, stock=10)
        said = {"reached": "5", "version": "1", f"material_{leaflet.pk}": "80"}

        page = theirs.post(of("write_up", event), said)

        event.refresh_from_db()
        assert page.status_code == 200
        assert event.is_planned
        assert page.context["form"].errors

    def test_of_an_assistant_who_leads_it(self, client, village):
        assistant = make.person(Role.AUXILIARY_OFFICER, village)
        event = make.OutreachFactory(area=village, led_by=assistant, over=True)
        client.force_login(assistant)

        answer = client.post(of("write_up", event), {"reached": "5", "version": "1"})

        assert answer.status_code == 302

    def test_set_right_afterwards(self, theirs, village, wang):
        event = make.OutreachFactory(area=village, led_by=wang, held=True)

        theirs.post(of("correct", event), {"reached": "99", "version": "1"})

        event.refresh_from_db()
        assert event.reached == 99


class TestPhotos:
    def test_are_seen_by_whoever_sees_the_event(
        self, client, village, wang, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        event = make.OutreachFactory(area=village, led_by=wang, held=True)
        client.force_login(wang)
        client.post(of("photos", event), {"photos": [photo()]})
        shown = reverse("station:thumbnail", args=[attached_to(event).get().pk])

        client.force_login(make.officer(make.CommunityFactory(parent=village.parent)))
        assert b"".join(client.get(shown).streaming_content)

        client.force_login(make.officer(make.CommunityFactory()))
        assert client.get(shown).status_code == 404
