"""Boards, prints and the directory: what hangs, what is no longer true, who must be told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households import card_team, card_truth, charge
from households.actions import boards, card_prints, cards, online_services
from households.models import Board, CardPrint, OnlineService
from households.papers import cards as papers
from station.errors import RuleError, StaleVersion
from station.models import Area
from tests.factories import (
    NOW,
    TODAY,
    BoardFactory,
    CommunityFactory,
    GridFactory,
    HouseholdFactory,
    OnlineServiceFactory,
    PostFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(village, wang):
    return cards.issue(area=village, by=wang, at=NOW)


@pytest.fixture
def station(village) -> Area:
    return village.parent.parent


def faces(area):
    return charge.charge_of(area, on=TODAY).faces[:2]


def print_cards(card, by, at=NOW, kind="cards") -> CardPrint:
    return card_prints.note(card=card, kind=kind, people=faces(card.area), by=by, at=at)


def codes(area) -> set[str]:
    return {found.code for found in card_truth.findings_of([area], at=NOW)}


class TestTruth:
    def test_what_was_just_printed_is_true(self, card, wang, village):
        print_cards(card, wang)

        assert "print" not in codes(village)

    def test_a_new_officer_makes_the_print_untrue(self, card, wang, village):
        print_cards(card, wang)
        wang.posts.update(until_on=TODAY - timedelta(days=1))
        PostFactory(area=village, user__name="李新")

        assert "print" in codes(village)

    def test_so_does_a_new_phone(self, card, wang, village):
        print_cards(card, wang)
        wang.phone = "13900000009"
        wang.save()

        assert "print" in codes(village)

    def test_an_area_without_anybody_is_told(self):
        assert {"unstaffed", "no_card"} <= codes(CommunityFactory())

    def test_an_officer_without_photo_is_told(self, card, village):
        assert "no_photo" in codes(village)

    def test_a_household_with_an_old_code_is_counted(self, card, wang, village):
        household = HouseholdFactory(community=village)
        cards.hand_over(card=card, household=household, by=wang, at=NOW)
        cards.replace(card=card, by=wang, at=NOW, reason="照片流出")

        assert "old_code" in codes(village)
        assert list(card_truth.holding_old_codes()) == [household]

    def test_whom_to_bring_the_new_officers_card(self, card, wang, village):
        before, after = (HouseholdFactory(community=village) for _n in range(2))
        print_cards(card, wang, at=NOW - timedelta(days=9))
        cards.hand_over(
            card=card, household=before, by=wang, at=NOW - timedelta(days=8)
        )
        wang.posts.update(until_on=TODAY - timedelta(days=1))
        new = PostFactory(area=village, user__name="李新").user
        print_cards(card, new, at=NOW - timedelta(days=1))
        cards.hand_over(card=card, household=after, by=new, at=NOW)

        assert list(card_truth.with_old_face(card, faces(village))) == [before]

    def test_many_areas_cost_the_same_queries(
        self, village, django_assert_max_num_queries
    ):
        areas = [village, *CommunityFactory.create_batch(9, parent=village.parent)]
        with django_assert_max_num_queries(12):
            card_truth.findings_of(areas, at=NOW)

    def test_the_page_offers_one_step_each(self, signed_in, card):
        page = signed_in.get(reverse("households:card_truth"))

        assert page.status_code == 200
        assert page.context["rows"]


class TestPrint:
    def test_the_same_paper_twice_a_day_is_one_print(self, card, wang):
        assert print_cards(card, wang) == print_cards(card, wang)

    @pytest.mark.parametrize("kind", ["grid-card", "stairwell", "board-a4", "board-a3"])
    def test_is_made_and_kept(self, signed_in, card, station, wang, kind):
        online_services.adopt_common(area=station, by=wang, at=NOW)
        answer = signed_in.get(reverse("households:card_paper", args=[card.pk, kind]))

        assert answer.content[:5] == b"%PDF-"
        assert CardPrint.objects.get().kind == kind

    def test_the_team_has_no_volunteers_number(self, wang, village):
        grid = GridFactory(parent=village)
        PostFactory(area=grid, role="partner", duty="grid_worker", user__name="赵桂兰")
        PostFactory(area=grid, role="volunteer", user__name="孙强")
        lines = {line["name"]: line for line in card_team.lines_of(grid, on=TODAY)}

        assert set(lines) == {wang.name, "赵桂兰", "孙强"}
        assert lines["孙强"]["phone"] == ""
        assert lines["赵桂兰"]["phone"]


class TestBoard:
    @pytest.fixture
    def board(self, card, wang, village):
        return boards.put_up(
            area=village, kind="wall", place="村委会外墙", on=TODAY, by=wang, at=NOW
        )

    def test_needs_a_card_to_show(self, village, wang):
        with pytest.raises(RuleError):
            boards.put_up(
                area=village, kind="wall", place="x", on=TODAY, by=wang, at=NOW
            )

    def test_hangs_once_at_a_place(self, board, village, wang):
        with pytest.raises(RuleError):
            boards.put_up(
                area=village, kind="wall", place="村委会外墙", on=TODAY, by=wang, at=NOW
            )

    def test_not_before_its_day(self, card, village, wang):
        with pytest.raises(RuleError):
            boards.put_up(
                area=village,
                kind="wall",
                place="x",
                on=TODAY + timedelta(days=1),
                by=wang,
                at=NOW,
            )

    def test_a_look_renews_its_day(self, board, wang):
        later = NOW + timedelta(days=3)
        board = boards.check(board=board, by=wang, at=later)

        assert board.checked_on == TODAY + timedelta(days=3)
        with pytest.raises(StaleVersion):
            boards.check(board=board, version=1, by=wang, at=later)

    def test_with_a_dead_code_is_told_until_the_new_print_hangs(
        self, board, card, wang, village
    ):
        new = cards.replace(card=card, by=wang, at=NOW, reason="照片流出")
        assert "board_code" in codes(village)
        with pytest.raises(RuleError):
            boards.renew(board=board, by=wang, at=NOW)
        print_cards(new, wang, kind="board-a3")
        board = boards.renew(board=board, by=wang, at=NOW)

        assert board.card == new
        assert "board_code" not in codes(village)

    def test_is_taken_down_with_a_reason_once(self, board, wang):
        with pytest.raises(RuleError):
            boards.take_down(board=board, on=TODAY, reason=" ", by=wang, at=NOW)
        boards.take_down(board=board, on=TODAY, reason="外墙重修", by=wang, at=NOW)

        with pytest.raises(RuleError):
            boards.take_down(board=board, on=TODAY, reason="x", by=wang, at=NOW)

    def test_the_database_refuses_a_look_before_it_hung(self, board):
        with (
            pytest.raises(IntegrityError, match="checked_after_put_up"),
            transaction.atomic(),
        ):
            Board.objects.update(checked_on=TODAY - timedelta(days=1))

    def test_the_list_shows_those_in_scope(self, signed_in, board):
        other = BoardFactory()
        page = signed_in.get(reverse("households:board_list")).content.decode()

        assert board.place in page
        assert other.place not in page

    def test_its_page_and_export(self, signed_in, board):
        assert signed_in.get(board.get_absolute_url()).status_code == 200
        assert signed_in.get(reverse("households:board_export")).content[:2] == b"PK"

    def test_a_tap_writes_the_look_down(self, signed_in, board):
        url = reverse("households:board_check", args=[board.pk])

        assert signed_in.post(url, {"version": board.version}).status_code == 302


class TestDirectory:
    def test_the_common_list_has_seventeen_and_comes_once(self, station, wang):
        assert online_services.adopt_common(area=station, by=wang, at=NOW) == 17
        assert online_services.adopt_common(area=station, by=wang, at=NOW) == 0

    def test_leaves_what_the_office_has(self, station, wang):
        OnlineServiceFactory(area=station, title_zh="犬证办理", purpose_zh="自己的")
        online_services.adopt_common(area=station, by=wang, at=NOW)

        assert OnlineService.objects.get(title_zh="犬证办理").purpose_zh == "自己的"

    def test_belongs_to_no_village(self, village, wang):
        with pytest.raises(RuleError):
            online_services.adopt_common(area=village, by=wang, at=NOW)

    def test_must_say_where(self, station, wang):
        service = OnlineServiceFactory(area=station)
        with pytest.raises(RuleError):
            online_services.edit(service=service, url="", hint="", by=wang, at=NOW)

    def test_residents_read_it_in_both_languages(self, client, card, station, wang):
        online_services.adopt_common(area=station, by=wang, at=NOW)
        url = reverse("public:directory", args=[card.token])
        chinese = client.get(url + "?lang=zh-hans").content.decode()
        english = client.get(url + "?lang=en").content.decode()

        assert "居住证办理" in chinese
        assert "Residence permit" in english

    def test_another_station_keeps_its_own(self, client, card, wang):
        OnlineServiceFactory(title_zh="别处的事")
        url = reverse("public:directory", args=[card.token])

        assert "别处的事" not in client.get(url).content.decode()

    def test_the_chief_takes_the_list_over_with_one_tap(self, client, station):
        client.force_login(person("station_chief", station))
        url = reverse("households:online_service_adopt")
        client.post(url, {"area": station.pk})

        assert OnlineService.objects.filter(area=station).count() == 17

    def test_what_is_shown_no_more_leaves_the_board(self, station, village, wang):
        service = OnlineServiceFactory(area=station)
        online_services.edit(service=service, is_active=False, by=wang, at=NOW)

        assert not OnlineService.objects.shown_in(village)


class TestPaperKinds:
    def test_every_kind_of_print_can_be_drawn(self):
        kinds = CardPrint._meta.get_field("kind").flatchoices

        assert {code for code, _label in kinds} == set(papers.KINDS)
