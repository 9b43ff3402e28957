"""Outlines of areas: read, refused with the reason, kept, shown and taken away."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from rest_framework.test import APIClient

from station import outlines
from station.actions import outlines as actions
from station.drawing import WIDE, Frame
from station.errors import RuleError
from station.models import Event, Outline, reference
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
SQUARE = [[99.80, 39.37], [99.82, 39.37], [99.82, 39.39], [99.80, 39.39]]
POLYGON = {"type": "Polygon", "coordinates": [[*SQUARE, SQUARE[0]]]}


def feature(shape) -> dict:
    return {"type": "Feature", "properties": {}, "geometry": shape}


def collection(*shapes) -> dict:
    features = [feature(shape) for shape in shapes]
    return {"type": "FeatureCollection", "features": features}


def polygon(*corners) -> dict:
    return {"type": "Polygon", "coordinates": [list(corners)]}


def book(shape) -> SimpleUploadedFile:
    content = shape if isinstance(shape, bytes) else json.dumps(shape).encode()
    return SimpleUploadedFile("village.geojson", content)


def kinds_of(area) -> list[str]:
    rows = Event.objects.filter(subject=reference(area)).order_by("pk")
    return list(rows.values_list("kind", flat=True))


class TestRead:
    @pytest.mark.parametrize(
        "shape", [POLYGON, feature(POLYGON), collection(POLYGON), polygon(*SQUARE)]
    )
    def test_takes_what_mapping_programs_write(self, shape):
        found = outlines.drawn(shape)

        assert found.corners == 4
        assert found.km2 == pytest.approx(3.82, abs=0.02)  # 1.72 km by 2.22 km

    def test_leaves_holes_out_of_the_size_and_takes_several_parts(self):
        hole = [[99.805, 39.375], [99.815, 39.375], [99.815, 39.385]]
        twice = {"type": "Polygon", "coordinates": [SQUARE, hole]}

        found = outlines.drawn(collection(POLYGON, twice))

        assert len(found.polygons) == 2
        assert found.km2 < 2 * outlines.drawn(POLYGON).km2

    @pytest.mark.parametrize(
        ("shape", "code"),
        [
            ("hello", "not_geojson"),
            ({"type": "Topology"}, "not_geojson"),
            ({}, "not_geojson"),
            (collection(), "no_polygon"),
            ({"type": "Point", "coordinates": [99.8, 39.3]}, "no_polygon"),
            (collection({"type": "LineString", "coordinates": SQUARE}), "no_polygon"),
            ({"type": "Polygon"}, "broken"),
            ({"type": "Polygon", "coordinates": []}, "broken"),
            ({"type": "MultiPolygon", "coordinates": [7]}, "broken"),
            (polygon(*SQUARE[:2]), "broken"),
            (polygon([99.8], *SQUARE), "broken"),
            (polygon(["99.8", 39.3], *SQUARE), "broken"),
            (polygon([True, 39.3], *SQUARE), "broken"),
            (polygon([float("nan"), 39.3], *SQUARE), "broken"),
            (polygon([10**400, 39.3], *SQUARE), "broken"),
            (polygon([2.3, 48.8], [2.4, 48.8], [2.4, 48.9]), "elsewhere"),
            (polygon(*([y, x] for x, y in SQUARE)), "elsewhere"),
            (polygon([487_000, 4_360_000], *SQUARE), "elsewhere"),
            (polygon([99.8, 39.3], [99.9, 39.3], [100.0, 39.3]), "no_size"),
        ],
    )
    def test_says_what_is_wrong(self, shape, code):
        with pytest.raises(RuleError) as refused:
            outlines.drawn(shape)

        assert refused.value.code == code

    def test_says_that_latitude_stands_first(self):
        with (
            translation.override("en"),
            pytest.raises(RuleError, match="longitude first"),
        ):
            outlines.drawn(polygon(*([y, x] for x, y in SQUARE)))

    def test_refuses_more_corners_than_a_page_can_draw(self, monkeypatch):
        monkeypatch.setattr(outlines, "MOST_CORNERS", 3)

        with pytest.raises(RuleError) as refused:
            outlines.drawn(POLYGON)

        assert refused.value.code == "too_many"

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"\xff\xfe", "not_geojson"),
            (b"[" * 100_000, "not_geojson"),
            (b" " * (outlines.MOST_BYTES + 1), "too_large"),
        ],
    )
    def test_refuses_a_file_that_is_none(self, content, code):
        with pytest.raises(RuleError) as refused:
            outlines.read(content)

        assert refused.value.code == code


class TestActions:
    def test_kept_replaced_and_taken_away_each_logged_once(self, village, wang):
        who = {"area": village, "by": wang, "at": NOW}

        for shape in (POLYGON, POLYGON, polygon(*SQUARE[:3])):
            actions.bring_in(drawn=outlines.drawn(shape), **who)
        assert Outline.objects.get().corners == 3
        for _ in range(2):
            actions.take_away(**who)

        assert not Outline.objects.exists()
        assert kinds_of(village) == [
            "area.outlined", "area.outlined", "area.outline_removed",
        ]  # fmt: skip

    def test_not_of_an_area_out_of_use(self, village, wang):
        grid = make.GridFactory(parent=village, is_active=False)

        with pytest.raises(RuleError) as refused:
            actions.bring_in(area=grid, drawn=outlines.drawn(POLYGON), by=wang, at=NOW)

        assert refused.value.code == "out_of_use"

    def test_around_is_its_own_or_those_below(self, village):
        below = make.OutlineFactory(area=village)

        assert list(Outline.objects.around(village.parent)) == [below]
        own = make.OutlineFactory(area=village.parent)
        assert list(Outline.objects.around(village.parent)) == [own]
        grid = make.GridFactory(parent=village)
        assert Outline.objects.nearest(grid) == below


class TestPages:
    def test_shown_before_it_is_kept(self, client, village, wang):
        just_signed_in(client, wang)
        url = reverse("station:area_outline", args=[village.pk])

        seen = client.post(url, {"file": book(POLYGON)}, headers=ENGLISH)
        assert "3.82 km²" in seen.text
        assert not Outline.objects.exists()
        kept = client.post(url, {"polygons": seen.context["polygons"]})

        assert kept.url == village.get_absolute_url()
        assert Outline.objects.get().area == village
        assert "<polygon" in client.get(village.get_absolute_url()).text

    @pytest.mark.parametrize("content", [b"", b"hello", b"{}", b"[]", b"null"])
    def test_a_file_that_is_none_is_said_at_the_field(
        self, client, village, wang, content
    ):
        just_signed_in(client, wang)
        url = reverse("station:area_outline", args=[village.pk])

        answer = client.post(url, {"file": book(content)})

        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]

    @pytest.mark.parametrize("kept", ["", "x", "[[]]", "{}", "[" * 5000])
    def test_garbage_sent_back_is_kept_nowhere(self, client, village, wang, kept):
        just_signed_in(client, wang)
        url = reverse("station:area_outline", args=[village.pk])

        answer = client.post(url, {"polygons": kept}, follow=True)

        assert answer.status_code == 200
        assert not Outline.objects.exists()

    def test_taken_away(self, client, village, wang):
        make.OutlineFactory(area=village)
        just_signed_in(client, wang)

        client.post(reverse("station:outline_remove", args=[village.pk]))

        assert not Outline.objects.exists()

    def test_an_edit_of_the_area_leaves_it(self, client, village, wang):
        make.OutlineFactory(area=village)
        just_signed_in(client, wang)
        sent = {"name": village.name, "population": 7, "version": village.version}

        client.post(reverse("station:area_edit", args=[village.pk]), sent)

        assert Outline.objects.get().area == village


class TestApi:
    def test_set_read_and_removed(self, village, wang):
        api = APIClient()
        api.force_authenticate(wang)
        url = f"/api/v1/areas/{village.pk}/"

        none = api.get(f"{url}outline/").json()
        put = api.post(f"{url}set-outline/", {"geojson": POLYGON}, format="json")
        there = api.get(f"{url}outline/").json()
        gone = api.post(f"{url}remove-outline/", {}, format="json").json()

        assert none == gone == {"geojson": None, "corners": 0, "km2": 0}
        assert put.json() == there
        assert there["geojson"]["coordinates"] == [POLYGON["coordinates"]]

    @pytest.mark.parametrize("sent", [None, "x", [], {}, {"type": "Polygon"}])
    def test_garbage_is_said_at_the_field(self, village, wang, sent):
        api = APIClient()
        api.force_authenticate(wang)
        url = f"/api/v1/areas/{village.pk}/set-outline/"

        answer = api.post(url, {"geojson": sent}, format="json")

        assert answer.status_code == 400
        assert "geojson" in answer.content.decode()


class TestFrame:
    def test_north_is_up_and_all_fits(self):
        frame = Frame([(39.37, 99.80), (39.39, 99.82)])

        west, south = frame.at(39.37, 99.80)
        east, north = frame.at(39.39, 99.82)

        assert 0 < west < east < WIDE
        assert 0 < north < south < frame.high

    def test_the_bar_is_as_long_as_it_says(self):
        frame = Frame([(39.37, 99.80), (39.39, 99.80)])

        degree = frame.at(39.37, 99.80)[1] - frame.at(39.39, 99.80)[1]
        assert frame.bar.metres == 500
        assert frame.bar.units == pytest.approx(degree * 500 / (0.02 * 111_195), 0.01)

    def test_one_place_alone_is_drawn_too(self):
        frame = Frame([(39.37, 99.80)])

        across, down = frame.at(39.37, 99.80)
        assert across == WIDE / 2
        assert 0 < down < frame.high
