"""Tracks: on duty, with consent, once; as GPX in and out, for a purpose."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from patrols import gpx
from patrols.actions import tracks
from patrols.gpx import Position
from patrols.models import Patrol, TrackPiece
from station.errors import RuleError
from station.models import AccessRecord
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def patrol(volunteer, team):
    volunteer.may_be_tracked = True
    volunteer.save()
    return make.PatrolFactory(
        volunteer=volunteer,
        team=team,
        is_tracked=True,
        started_at=NOW - timedelta(hours=1),
    )


def way(since, count=5) -> list[Position]:
    """Some eleven metres north every ten seconds."""
    return [
        Position(since + 10 * n * SECOND, 39.66 + n * 0.0001, 99.58, 8)
        for n in range(count)
    ]


def keep(patrol, positions, **more) -> Patrol:
    who = {"by": patrol.volunteer.user, "at": NOW}
    return tracks.keep(patrol=patrol, positions=positions, **who, **more)


class TestKeep:
    def test_counts_the_metres_and_seals_the_way(self, patrol):
        keep(patrol, way(NOW - timedelta(minutes=30)))

        patrol.refresh_from_db()
        assert 40 < patrol.distance_m < 50
        assert "39.66" in TrackPiece.objects.get().positions

    def test_only_what_lies_within_the_patrol(self, patrol):
        before = way(NOW - timedelta(hours=3))
        during = way(NOW - timedelta(minutes=30), count=3)

        keep(patrol, [*before, *during])

        assert TrackPiece.objects.get().size == 3
        with pytest.raises(RuleError) as refused:
            keep(patrol, before)
        assert refused.value.code == "outside"

    def test_sent_twice_is_once(self, patrol):
        key = uuid.uuid4()

        for _ in range(2):
            keep(patrol, way(NOW - timedelta(minutes=30)), client_key=key)

        assert TrackPiece.objects.count() == 1

    def test_never_without_consent(self, patrol):
        patrol.volunteer.may_be_tracked = False
        patrol.volunteer.save()

        with pytest.raises(RuleError) as refused:
            keep(patrol, way(NOW - timedelta(minutes=30)))

        assert refused.value.code == "no_consent"
        assert not TrackPiece.objects.exists()

    def test_nothing_more_once_it_was_stopped(self, patrol):
        tracks.stop(patrol=patrol, by=patrol.volunteer.user, at=NOW)

        with pytest.raises(RuleError) as refused:
            keep(patrol, way(NOW - timedelta(minutes=30)))

        assert refused.value.code == "no_track"


def track_at(latitude: str, longitude: str) -> bytes:
    place = f"lat='{latitude}' lon='{longitude}'"
    point = f"<trkpt {place}><time>{NOW.isoformat()}</time></trkpt>"
    return f"<gpx version='1.1'><trk><trkseg>{point}</trkseg></trk></gpx>".encode()


class TestGpx:
    def test_out_and_in_again_is_the_same_way(self, patrol, team):
        keep(patrol, way(NOW - timedelta(minutes=30)))
        other = make.PatrolFactory(
            volunteer=patrol.volunteer,
            team=team,
            started_at=patrol.started_at,
            ended_at=NOW,
            end="self",
        )

        book = gpx.written(gpx.positions_of(patrol), since=NOW)
        who = {"by": patrol.volunteer.user, "at": NOW}
        tracks.take_in(patrol=other, content=book, **who)

        there = [(p.at, p.latitude) for p in gpx.positions_of(patrol)]
        back = [(p.at, p.latitude) for p in gpx.positions_of(other)]
        assert there == back

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"hello", "not_gpx"),
            (b"<!DOCTYPE x [<!ENTITY a 'b'>]><gpx/>", "not_gpx"),
            (b"<gpx version='1.1'></gpx>", "outside"),
            (track_at("91", "99"), "nowhere"),
            (track_at("nan", "inf"), "nowhere"),
            (track_at("39.66", "999"), "nowhere"),
        ],
    )
    def test_refuses_what_is_none(self, patrol, content, code):
        who = {"by": patrol.volunteer.user, "at": NOW}

        with pytest.raises(RuleError) as refused:
            tracks.take_in(patrol=patrol, content=content, **who)

        assert refused.value.code == code


class TestPages:
    @pytest.fixture
    def walked(self, patrol):
        keep(patrol, way(NOW - timedelta(minutes=30)))
        Patrol.objects.filter(pk=patrol.pk).update(ended_at=NOW, end="self")
        patrol.refresh_from_db()
        return patrol

    def test_one_s_own_at_once(self, client, walked):
        just_signed_in(client, walked.volunteer.user)

        answer = client.get(reverse("patrols:track_out", args=[walked.pk]))

        assert answer["Content-Type"] == gpx.TYPE
        assert b"<trkpt" in answer.content
        assert walked.volunteer.name.encode() not in answer.content

    def test_an_officer_says_what_for_and_it_is_written_down(
        self, client, wang, walked
    ):
        just_signed_in(client, wang)
        url = reverse("patrols:track_out", args=[walked.pk])

        asked = client.get(url)
        empty = client.post(url, {"purpose": ""})
        answer = client.post(url, {"purpose": "case"})

        assert b"<trkpt" not in asked.content + empty.content
        assert b"<trkpt" in answer.content
        look = AccessRecord.objects.get(act="reveal")
        assert (look.actor, look.purpose, look.fields) == (wang, "case", "positions")

    def test_a_captain_sees_no_track(self, client, captain, walked):
        just_signed_in(client, captain.user)

        answer = client.get(reverse("patrols:track_out", args=[walked.pk]))

        assert answer.status_code == 404

    def test_drawn_for_a_purpose_with_a_table_that_says_the_same(
        self, client, wang, walked
    ):
        near = make.PatrolPointFactory(
            area=walked.area, latitude="39.660100", longitude="99.580000"
        )
        just_signed_in(client, wang)
        url = reverse("patrols:track_map", args=[walked.pk])

        asked = client.get(url)
        drawn = client.post(url, {"purpose": "case"})

        assert "<polyline" not in asked.text
        assert "<polyline" in drawn.text
        assert drawn["Cache-Control"] == "no-store"
        first, last = drawn.context["stretches"]
        assert (first.metres, first.point, first.away) == (0, near, 11)
        assert last.metres == walked.distance_m
        assert AccessRecord.objects.filter(act="reveal").count() == 1

    def test_one_s_own_stands_on_the_patrol_s_page(self, client, wang, walked):
        url = walked.get_absolute_url()

        just_signed_in(client, walked.volunteer.user)
        assert client.get(url).context["map"].way
        just_signed_in(client, wang)
        assert client.get(url).context["map"] is None

    def test_no_track_is_said(self, client, patrol):
        just_signed_in(client, patrol.volunteer.user)
        url = reverse("patrols:track_out", args=[patrol.pk])

        answer = client.get(url, follow=True, headers={"accept-language": "en"})

        assert "No track was recorded." in answer.text

    def test_taken_in_by_oneself(self, client, walked, team):
        book = gpx.written(gpx.positions_of(walked), since=NOW)
        other = make.PatrolFactory(
            volunteer=walked.volunteer,
            team=team,
            started_at=walked.started_at,
            ended_at=NOW,
            end="self",
        )
        just_signed_in(client, walked.volunteer.user)
        url = reverse("patrols:track_in", args=[other.pk])

        client.post(url, {"file": SimpleUploadedFile("way.gpx", book)})

        other.refresh_from_db()
        assert other.distance_m


class TestApi:
    def test_a_phone_takes_along_and_sends(self, volunteer, team, village):
        volunteer.may_be_tracked = True
        volunteer.save()
        point = make.PatrolPointFactory(area=village)
        kind = make.PatrolKindFactory()
        api = APIClient()
        api.force_authenticate(volunteer.user)
        began = timezone.now() - timedelta(hours=1)

        before = api.get("/api/v1/patrols/today/").json()
        on = {"kind": kind.pk, "began": began.isoformat(), "is_tracked": True}
        api.post("/api/v1/patrols/", on, format="json")
        stretch = {
            "from_at": (began + timedelta(minutes=5)).isoformat(),
            "positions": [[0, 39.66, 99.58, 5], [20, 39.6602, 99.58, 5]],
            "client_key": str(uuid.uuid4()),
        }
        for _ in range(2):
            sent = api.post("/api/v1/patrols/track/", stretch, format="json")
        after = api.get("/api/v1/patrols/today/").json()
        off = api.post("/api/v1/patrols/go-off/", {}, format="json")

        assert before["patrol"] is None
        assert point.pk in {row["id"] for row in before["points"]}
        assert sent.json()["distance_m"] == 22
        assert after["patrol"]["is_tracked"] is True
        assert off.json()["end"] == "self"

    def test_the_clock_of_the_phone_is_told_beside_the_request(
        self, volunteer, team, village
    ):
        point = make.PatrolPointFactory(area=village)
        started = timezone.now() - timedelta(hours=1)
        make.PatrolFactory(volunteer=volunteer, team=team, started_at=started)
        api = APIClient()
        api.force_authenticate(volunteer.user)
        sent = {
            "way": "scan", "code": point.token,
            "latitude": "39.375200", "longitude": "99.819300", "accuracy_m": 8,
        }  # fmt: skip

        made = api.post(
            "/api/v1/check-ins/",
            sent,
            format="json",
            headers={"X-Phone-Clock": (timezone.now() - timedelta(days=1)).isoformat()},
        )

        assert made.json()["doubts"] == ["clock"]


class TestApiGpx:
    def test_out_for_a_purpose_and_in_by_oneself(self, patrol, wang, team):
        keep(patrol, way(NOW - timedelta(minutes=30)))
        other = make.PatrolFactory(
            volunteer=patrol.volunteer,
            team=team,
            started_at=patrol.started_at,
            ended_at=NOW,
            end="self",
        )
        officer, own = APIClient(), APIClient()
        officer.force_authenticate(wang)
        own.force_authenticate(patrol.volunteer.user)
        out = f"/api/v1/patrols/{patrol.pk}/track-out/"

        refused = officer.post(out, {}, format="json")
        looked = officer.post(out, {"purpose": "case"}, format="json")
        book = own.post(out, {}, format="json").json()["gpx"]
        taken = own.post(
            f"/api/v1/patrols/{other.pk}/track-in/", {"gpx": book}, format="json"
        )
        stopped = own.post(
            f"/api/v1/patrols/{patrol.pk}/stop-track/", {}, format="json"
        )

        assert (refused.status_code, looked.status_code) == (409, 200)
        assert looked["Cache-Control"] == "no-store"
        assert taken.json()["distance_m"] > 40
        assert stopped.json()["is_tracked"] is False


class TestWalkPage:
    def test_holds_nobody_s_data(self, client, volunteer):
        just_signed_in(client, volunteer.user)

        page = client.get(reverse("patrols:walk"))

        text = page.content.decode()
        assert page["X-Shell-Version"]
        assert volunteer.name not in text
        assert "csrfmiddlewaretoken" not in text

    @pytest.mark.parametrize(
        "position", [[-1, 39.66, 99.58, 5], [0, 39.66, 180.5, 5], [0, 39.66, 99.5, -1]]
    )
    def test_a_position_that_cannot_be_is_said(self, patrol, position):
        own = APIClient()
        own.force_authenticate(patrol.volunteer.user)
        sent = {"from_at": NOW.isoformat(), "positions": [position]}

        answer = own.post("/api/v1/patrols/track/", sent, format="json")

        assert answer.status_code == 400
        assert "positions" in answer.content.decode()
