"""The pages of findings: the phone form, the list, one finding, its steps."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from patrols.models import Finding
from station.actions.attachments import attached_to
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
CREATE = reverse("patrols:finding_create")
LIST = reverse("patrols:finding_list")


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def volunteer(village, wang):
    team = make.TeamFactory(area=village)
    user = make.person(Role.VOLUNTEER, village)
    found = make.VolunteerFactory(area=village, user=user)
    make.MembershipFactory(team=team, volunteer=found)
    return found


@pytest.fixture
def theirs(client, volunteer):
    """The volunteer's phone."""
    client.force_login(volunteer.user)
    return client


def photo(colour="white"):
    body = BytesIO()
    Image.new("RGB", (40, 30), colour).save(body, "PNG")
    return SimpleUploadedFile("x.png", body.getvalue(), "image/png")


def say(**more):
    return {"kind": "hazard", "what": "消防通道被堵", "place": "小吃街", **more}


class TestForm:
    def test_is_filled_in_with_patrol_point_and_place(self, theirs, volunteer):
        patrol = make.PatrolFactory(
            volunteer=volunteer,
            area=volunteer.area,
            sign_up=make.SignUpFactory(volunteer=volunteer, shift__place="小吃街夜市"),
        )
        check_in = make.CheckInFactory(patrol=patrol)

        form = theirs.get(f"{CREATE}?kind=talk").context["form"]

        assert form["kind"].value() == "talk"
        assert form["point"].value() == check_in.point_id
        assert form["place"].value() == "小吃街夜市"
        assert form["area"].value() == volunteer.area_id

    @pytest.mark.usefixtures("media")
    def test_reports_with_a_photo_and_the_position(self, theirs, volunteer):
        said = say(photos=[photo()], latitude="39.375200", longitude="99.819300",
                   area=volunteer.area_id)  # fmt: skip

        answer = theirs.post(CREATE, said)

        finding = Finding.objects.get()
        assert answer.url == finding.get_absolute_url()
        assert finding.reported_by == volunteer.user
        assert finding.cell
        assert attached_to(finding).count() == 1
        page = theirs.get(answer.url)
        assert len(page.context["photos"]) == 1
        thumbnail = reverse("station:thumbnail", args=[attached_to(finding).get().pk])
        seen = theirs.get(thumbnail)
        assert b"".join(seen.streaming_content)

    @pytest.mark.usefixtures("media")
    def test_keeps_nothing_of_a_photo_when_refused(self, theirs, volunteer, tmp_path):
        said = say(kind="talk", photos=[photo()], area=volunteer.area_id)

        answer = theirs.post(CREATE, said)

        assert answer.status_code == 200
        assert "people" in answer.context["form"].errors
        assert not Finding.objects.exists()
        assert not [found for found in tmp_path.rglob("*") if found.is_file()]

    def test_sent_twice_makes_one(self, theirs, volunteer):
        key = "0191b2a4-7d1e-7c39-9a0e-2f6f3b1f9a01"
        said = say(area=volunteer.area_id, once=key)

        urls = {theirs.post(CREATE, said).url for _ in range(2)}

        assert Finding.objects.count() == len(urls) == 1

    def test_offers_no_village_elsewhere(self, theirs):
        elsewhere = make.CommunityFactory()

        answer = theirs.post(CREATE, say(area=elsewhere.pk))

        assert "area" in answer.context["form"].errors


class TestPhotos:
    @pytest.mark.usefixtures("media")
    def test_are_seen_by_whoever_leads_the_team_and_nobody_else(
        self, theirs, client, volunteer
    ):
        theirs.post(CREATE, say(photos=[photo()], area=volunteer.area_id))
        shown = attached_to(Finding.objects.get()).get()
        url = reverse("station:attachment", args=[shown.pk])
        team = volunteer.memberships.get().team
        captain = make.CaptainFactory(team=team).volunteer.user
        make.PostFactory(user=captain, role=Role.VOLUNTEER, area=team.area)
        other = make.person(Role.VOLUNTEER, team.area)

        client.force_login(captain)
        seen = client.get(url)
        assert seen.status_code == 200
        assert b"".join(seen.streaming_content)

        client.force_login(other)
        assert client.get(url).status_code == 404


class TestList:
    def test_of_a_volunteer_holds_their_own(self, theirs, volunteer):
        own = make.FindingFactory(area=volunteer.area, reported_by=volunteer.user)
        make.FindingFactory(area=volunteer.area)

        rows = theirs.get(LIST).context["page"].rows

        assert list(rows) == [own]

    def test_of_a_captain_holds_the_teams(self, client, volunteer):
        team = volunteer.memberships.get().team
        captain = make.CaptainFactory(team=team).volunteer.user
        make.PostFactory(user=captain, role=Role.VOLUNTEER, area=team.area)
        finding = make.FindingFactory(area=team.area, team=team)
        make.FindingFactory(area=team.area)
        client.force_login(captain)

        assert list(client.get(LIST).context["page"].rows) == [finding]

    def test_shows_first_what_is_due_first(self, signed_in, village):
        late = make.FindingFactory(area=village, due_at=NOW)
        soon = make.FindingFactory(area=village)
        make.FindingFactory(
            area=village, status="closed", closed_at=NOW, closed_by=soon.owner
        )

        assert list(signed_in.get(LIST).context["page"].rows) == [late, soon]
        assert len(signed_in.get(f"{LIST}?state=").context["page"].rows) == 3

    @pytest.mark.parametrize("count", [1, 8])
    def test_asks_as_often_for_many(
        self, signed_in, village, count, django_assert_max_num_queries
    ):
        for _ in range(count):
            make.FindingFactory(
                area=village,
                point=make.PatrolPointFactory(area=village),
                team=make.TeamFactory(area=village),
            )
        signed_in.get(LIST)

        with django_assert_max_num_queries(24):
            signed_in.get(LIST)

    def test_adds_up_the_deeds_of_the_month(self, signed_in, village):
        deed = {"status": "closed", "closed_at": NOW, "owner": None, "due_at": None}
        by = make.UserFactory()
        for people in (12, 30):
            make.FindingFactory(
                area=village, kind="talk", people=people, closed_by=by, **deed
            )

        stats = signed_in.get(LIST).context["stats"]

        assert stats[0]["value"] == 2
        assert "42" in stats[0]["note"]

    def test_goes_out_as_a_workbook(self, signed_in, village):
        make.FindingFactory(area=village)

        answer = signed_in.get(reverse("patrols:finding_export"))

        assert answer.status_code == 200
        assert "spreadsheet" in answer["Content-Type"]


class TestOne:
    @pytest.fixture
    def finding(self, village):
        return make.FindingFactory(area=village, details="穿红衣的老人")

    def test_shows_the_sealed_words_to_whoever_looks_after_it(self, signed_in, finding):
        page = signed_in.get(finding.get_absolute_url()).content.decode()

        assert "穿红衣的老人" in page

    def test_hides_them_from_a_captain(self, client, finding):
        team = make.TeamFactory(area=finding.area)
        Finding.objects.update(team=team)
        captain = make.CaptainFactory(team=team).volunteer.user
        make.PostFactory(user=captain, role=Role.VOLUNTEER, area=team.area)
        client.force_login(captain)

        page = client.get(finding.get_absolute_url()).content.decode()

        assert finding.what in page
        assert "穿红衣的老人" not in page

    def test_offers_the_steps_of_its_state(self, signed_in, finding):
        def names():
            page = signed_in.get(finding.get_absolute_url())
            return {button.url.split("/")[-2] for button in page.context["buttons"]}

        assert names() == {"correct", "postpone", "hand-over", "pass-on", "settle"}

        post(signed_in, finding, "pass_on", to="城管所", due_on="2026-11-25")
        assert "take-back" in names()

        post(signed_in, finding, "settle", result="已清理")
        assert names() == {"correct", "reopen"}

    @pytest.mark.parametrize(
        ("step", "said", "status"),
        [
            ("settle", {"result": "已清理"}, "closed"),
            ("pass_on", {"to": "城管所", "due_on": "2026-11-25"}, "passed_on"),
            ("postpone", {"due_on": "2026-12-01", "reason": "等材料"}, "open"),
            ("correct", {"kind": "other", "what": "井盖松动"}, "open"),
        ],
    )
    def test_is_moved_by_its_pages(self, signed_in, finding, step, said, status):
        answer = post(signed_in, finding, step, **said)

        assert answer.status_code == 302
        finding.refresh_from_db()
        assert finding.status == status

    def test_says_at_the_field_what_is_wrong(self, signed_in, finding):
        answer = post(signed_in, finding, "pass_on", due_on="2026-11-25")

        assert "to" in answer.context["form"].errors

    def test_tells_who_saved_meanwhile(self, signed_in, finding):
        url = reverse("patrols:finding_settle", args=[finding.pk])
        Finding.objects.update(version=2)

        answer = signed_in.post(url, {"version": 1, "result": "已清理"})

        assert answer.status_code == 409


def post(client, finding, step, **said):
    url = reverse(f"patrols:finding_{step}", args=[finding.pk])
    version = client.get(url).context["form"]["version"].value()
    return client.post(url, {"version": version, **said})


class TestPosition:
    def test_opens_in_the_phones_map(self, signed_in, village):
        finding = make.FindingFactory(
            area=village, latitude="39.375700", longitude="99.819900"
        )

        page = signed_in.get(finding.get_absolute_url())

        assert 'href="geo:39.375700,99.819900"' in page.content.decode()


@pytest.mark.usefixtures("row_by_row")
class TestMany:
    """What is ticked in the list is done in one go."""

    BULK = reverse("patrols:finding_bulk")

    def do(self, client, action, rows, **said):
        ids = ",".join(str(row.pk) for row in rows)
        asked = {"action": action, "ids": ids, "confirm": "1", **said}
        return client.post(self.BULK, asked)

    @pytest.fixture
    def rows(self, village, wang):
        return [make.FindingFactory(area=village, owner=wang) for _turn in range(2)]

    def test_are_handed_over(self, signed_in, rows, village):
        other = make.person(Role.COMMUNITY_OFFICER, village)

        self.do(signed_in, "hand_over", rows, to=other.pk)

        assert set(Finding.objects.values_list("owner", flat=True)) == {other.pk}

    def test_get_more_time(self, signed_in, rows):
        before = rows[0].due_at
        due_on = TODAY + timedelta(days=20)

        self.do(signed_in, "postpone", rows, due_on=due_on, reason="等施工")

        rows[0].refresh_from_db()
        assert rows[0].due_at > before

    def test_are_settled_but_those_that_are_already(self, signed_in, rows, village):
        stranger = make.FindingFactory()
        closed = make.FindingFactory(
            area=village, status="closed", closed_at=NOW, closed_by=rows[0].owner
        )

        self.do(signed_in, "settle", [*rows, closed, stranger], result="一并清理")

        for row in rows:
            row.refresh_from_db()
            assert row.result == "一并清理"
        closed.refresh_from_db()
        stranger.refresh_from_db()
        assert closed.result == ""
        assert not stranger.is_settled

    def test_say_why_first(self, signed_in, rows):
        page = self.do(signed_in, "postpone", rows, due_on="2026-99-99", reason="")

        assert {"due_on", "reason"} <= set(page.context["form"].errors)

    def test_are_no_business_of_a_volunteer(self, theirs, rows):
        page = self.do(theirs, "settle", rows, result="好了")

        assert page.status_code == 404
