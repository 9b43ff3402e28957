"""The five promises behind a code, and what the holder of a receipt may say."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from households import receipts
from households.actions import message_joining, messages, referrals
from households.models import Message, MessageReply, MessageSurvey
from station.models import Event
from tests.factories import NOW, person
from tests.households.inbox import card_of, office_of, received, told

pytestmark = pytest.mark.django_db
FORMS = ("message", "question", "advice", "distress", "tip")
KILOBYTE = 1024


@pytest.fixture
def card(village, wang):
    return card_of(village, wang)


@pytest.fixture
def resident(time_machine):
    time_machine.move_to(NOW, tick=False)
    return Client(enforce_csrf_checks=True)


def url(card, kind):
    return reverse(f"public:{kind}", args=[card.token])


def stamp_on(page) -> str:
    return re.search(r'name="stamp"[^>]* value="([^"]+)"', page.content.decode())[1]


def sent(resident, card, kind="message", **values):
    """Open the form and send it."""
    stamp = stamp_on(resident.get(url(card, kind)))
    body = {"text": "楼道灯坏了", "stamp": stamp} | values
    return resident.post(url(card, kind), body)


@pytest.fixture(autouse=True)
def _no_wait(settings):
    settings.PUBLIC_FORM_SECONDS = 0


def receipt_on(response) -> str:
    return re.search(r'class="receipt">([\w-]+)<', response.content.decode())[1]


class TestForms:
    @pytest.mark.parametrize("kind", FORMS)
    def test_each_takes_its_kind(self, card, resident, kind):
        response = sent(resident, card, kind, place="二社", topic="")

        assert response.status_code == 201
        assert Message.objects.get().kind == kind

    @pytest.mark.parametrize("kind", FORMS)
    @pytest.mark.parametrize("lang", ["zh-hans", "en"])
    def test_weigh_at_most_fifteen_kilobytes_together_with_the_style(
        self, card, resident, settings, kind, lang
    ):
        page = resident.get(f"{url(card, kind)}?lang={lang}").content
        style = (settings.BASE_DIR / "static/css/public.css").read_bytes()

        assert len(gzip.compress(page)) + len(gzip.compress(style)) <= 15 * KILOBYTE
        assert b"<script" not in page

    def test_of_distress_shows_110_before_anything_to_fill_in(self, card, resident):
        page = resident.get(url(card, "distress")).content.decode()

        assert page.index("tel:110") < page.index("<form")
        assert 'class="button danger"' in page

    def test_of_distress_asks_where_and_never_says_too_quick(
        self, card, resident, settings
    ):
        settings.PUBLIC_FORM_SECONDS = 30
        without = sent(resident, card, "distress")
        with_place = sent(resident, card, "distress", place="二社东头")

        assert (without.status_code, with_place.status_code) == (400, 201)
        assert Message.objects.get().place == "二社东头"

    def test_of_a_question_keeps_its_topic(self, card, resident):
        sent(resident, card, "question", topic="hukou")
        refused = sent(resident, card, "question", topic="fraud")

        assert Message.objects.get().topic == "hukou"
        assert refused.status_code == 400

    def test_are_all_reached_from_the_face(self, card, resident):
        page = resident.get(reverse("public:card", args=[card.token])).content.decode()

        for kind in FORMS:
            assert url(card, kind) in page

    def test_a_flood_does_not_close_the_door_to_help(self, card, resident, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = settings.PUBLIC_SENDS_PER_CARD = 1
        sent(resident, card, text="一")
        flooded = sent(resident, card, text="二")
        helped = sent(resident, card, "distress", place="二社")

        assert (flooded.status_code, helped.status_code) == (429, 201)

    def test_help_has_a_limit_of_its_own(self, card, resident, settings):
        settings.PUBLIC_HELP_PER_ADDRESS = 2
        codes = [
            sent(resident, card, "distress", place="二社", text=f"{n}").status_code
            for n in range(4)
        ]

        assert codes == [201, 201, 429, 429]

    def test_the_same_words_again_are_kept_with_a_receipt_of_their_own(
        self, card, resident, wang
    ):
        first, second = (receipt_on(sent(resident, card)) for _ in range(2))

        assert first != second
        lead, behind = Message.objects.order_by("pk")
        assert behind.merged_into == lead
        messages.answer(message=lead, by=wang, text="明天修", at=NOW)
        page = resident.post(reverse("public:receipt"), {"receipt": second})
        assert "明天修" in page.content.decode()


class Sent:
    """A message of a resident and its receipt."""

    def __init__(self, resident, card, kind="message", **values):
        self.resident = resident
        response = sent(resident, card, kind, **values)
        self.receipt = receipt_on(response)
        self.message = Message.objects.latest("pk")

    def look(self, **values):
        body = {"receipt": self.receipt} | values
        return self.resident.post(reverse("public:receipt"), body)

    def say(self, kind, **values):
        stamp = receipts.new_stamp(f"{kind}:{self.message.pk}", at=NOW)
        return self.look(stamp=stamp, **values)

    def judge(self, satisfaction="satisfied", words=""):
        return self.say("judge", judge="1", satisfaction=satisfaction, words=words)

    def again(self, text="还没有修"):
        return self.say("again", text=text)


@pytest.fixture
def matter(card, resident, wang):
    """Sent, and answered."""
    found = Sent(resident, card)
    messages.answer(message=found.message, by=wang, text="明天修", at=NOW)
    return found


class TestJudge:
    def test_is_asked_once_for_each_answer(self, matter):
        assert matter.look().context["survey"] is not None

        page = matter.judge("satisfied", "很快")

        survey = MessageSurvey.objects.get()
        assert (survey.satisfaction, survey.text) == ("satisfied", "很快")
        assert page.context["survey"] is None
        matter.message.refresh_from_db()
        assert matter.message.satisfaction == "satisfied"

    def test_is_refused_a_second_time_unless_it_says_the_same(self, matter):
        matter.judge("satisfied")

        assert matter.judge("satisfied").status_code == 200
        assert matter.judge("not").status_code == 409
        assert MessageSurvey.objects.count() == 1

    def test_before_the_answer_is_refused(self, card, resident):
        assert Sent(resident, card).judge().status_code == 409

    def test_of_the_unsatisfied_reaches_the_chief(self, matter, village):
        chief = person("station_chief", village.parent.parent)
        matter.judge("not")

        assert ("message.unsatisfied", chief.badge_number) in told(NOW)

    def test_needs_one_of_the_three(self, matter):
        assert matter.judge("great").status_code == 400


class TestReopen:
    def test_gives_a_new_time_and_tells_owner_and_chief(self, matter, wang, village):
        chief = person("station_chief", village.parent.parent)
        matter.judge("not")
        page = matter.again()

        matter.message.refresh_from_db()
        assert page.status_code == 200
        assert (matter.message.status, matter.message.reopened_times) == ("new", 1)
        assert matter.message.satisfaction == ""
        assert {
            ("message.reopened", wang.badge_number),
            ("message.reopened", chief.badge_number),
        } <= set(told(NOW))

    def test_is_asked_for_an_answer_anew(self, matter, wang):
        matter.judge("not")
        matter.again()
        messages.answer(message=matter.message, by=wang, text="修好了", at=NOW)

        assert matter.judge("satisfied").status_code == 200
        assert MessageSurvey.objects.count() == 2

    def test_ends_after_two_times(self, matter, wang):
        for n in range(2):
            assert matter.again(f"第{n}次").status_code == 200
            messages.answer(message=matter.message, by=wang, text="好", at=NOW)

        assert matter.look().context["more"] is None
        assert matter.again("第三次").status_code == 409

    def test_ends_after_a_week(self, matter, time_machine):
        Message.objects.update(settled_at=NOW - timedelta(days=7, minutes=1))

        assert matter.again().status_code == 409
        matter.message.refresh_from_db()
        assert matter.message.status == "answered"

    def test_of_a_tip_leaves_only_the_hour(self, card, resident, village, time_machine):
        chief = person("station_chief", village.parent.parent)
        tip = Sent(resident, card, "tip")
        messages.answer(message=tip.message, by=chief, text="已核实", at=NOW)
        events = Event.objects.count()
        time_machine.move_to(NOW + timedelta(minutes=47, seconds=13), tick=False)
        tip.judge("not", "没有查")
        tip.again("人还在")

        row = Message.objects.get()
        assert row.status == "new"
        assert row.updated_at == row.clock_from == NOW
        assert {reply.written_at for reply in MessageReply.objects.all()} == {NOW}
        assert MessageSurvey.objects.get().given_at == NOW
        assert Event.objects.count() == events


class TestReceiptPage:
    def test_says_with_whom_it_lies(self, card, resident, wang, village):
        found = Sent(resident, card)
        office = office_of(village, title="镇司法所", line="0936-1")
        referrals.refer(
            message=found.message, office=office, asked="机密", by=wang, at=NOW
        )

        page = found.look().content.decode()

        assert "镇司法所" in page
        assert "机密" not in page

    def test_lets_the_sender_answer_our_question(self, card, resident, wang):
        found = Sent(resident, card)
        messages.pause(message=found.message, text="在哪个楼?", by=wang, at=NOW)
        assert "在哪个楼?" in found.look().content.decode()

        found.again("三号楼")

        found.message.refresh_from_db()
        assert found.message.status == "new"

    def test_lets_a_tipster_answer_only_when_asked(self, card, resident, village):
        chief = person("station_chief", village.parent.parent)
        tip = Sent(resident, card, "tip")
        assert tip.look().context["more"] is None
        assert tip.again("再说").status_code == 409
        messages.pause(message=tip.message, text="几号门?", by=chief, at=NOW)

        assert tip.look().context["more"] is not None
        assert tip.again("二号门").status_code == 200

    def test_never_shows_one_sender_what_another_wrote(self, card, resident, wang):
        first = Sent(resident, card, text="灯坏了", sender_phone="13911111111")
        second = Sent(resident, card, text="路灯不亮", sender_phone="13922222222")
        message_joining.merge(
            message=second.message, into=first.message, by=wang, at=NOW
        )
        first.again("我是一号楼的李四")
        messages.answer(message=first.message, by=wang, text="明天修", at=NOW)

        page = second.look().content.decode()

        assert "明天修" in page
        assert "李四" not in page
        assert "灯坏了" not in page

    def test_counts_what_is_said_against_the_address(self, matter, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = 1  # the message itself took it
        assert matter.judge().status_code == 429
        assert not MessageSurvey.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestUnderLoad:
    def together(self, work, many=64):
        """So many at once; what each was answered."""
        barrier = Barrier(many)

        def one(number):
            connection.ensure_connection()
            barrier.wait(timeout=60)
            try:
                return work(Client(enforce_csrf_checks=True), number).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(many) as pool:
            return list(pool.map(one, range(many)))

    def test_the_same_words_of_sixty_four_are_one_matter(self, village, wang, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = settings.PUBLIC_SENDS_PER_CARD = 1000
        card = card_of(village, wang)
        address = url(card, "advice")
        stamps = [stamp_on(Client().get(address)) for _ in range(64)]

        answers = self.together(
            lambda client, n: client.post(
                address, {"text": "怎么防骗", "stamp": stamps[n]}
            )
        )

        assert answers.count(201) == 64
        assert Message.objects.open().count() == 1
        assert Message.objects.filter(status="merged").count() == 63

    def test_opens_again_once_and_judges_once(self, village, wang, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = settings.PUBLIC_LOOKUPS_PER_ADDRESS = 1000
        card = card_of(village, wang)
        now = timezone.now()
        receipt = "ABCD" * 6
        message = received(card, receipt=receipt, at=now)
        messages.answer(message=message, by=wang, text="好", at=now)

        def say(kind, **values):
            stamp = receipts.new_stamp(f"{kind}:{message.pk}", at=now)
            return {"receipt": receipt, "stamp": stamp} | values

        where = reverse("public:receipt")
        judged = self.together(
            lambda client, n: client.post(
                where,
                say("judge", judge="1", satisfaction="not", words=f"{n}"),
            ),
            many=12,
        )
        self.together(
            lambda client, n: client.post(where, say("again", text="还没有修")),
            many=12,
        )

        message.refresh_from_db()
        assert judged.count(200) == 1
        assert judged.count(409) == 11
        assert MessageSurvey.objects.count() == 1
        assert (message.reopened_times, message.status) == (1, "new")
        assert MessageReply.objects.filter(author=None).count() == 1
