"""The pages of the inbox: who sees what, and what can be done."""

import pytest
from django.urls import reverse

from households.actions import cards, messages
from households.lists.messages import KEY, MessageReassignForm
from households.models import Message
from station.actions import bulk
from station.models import AccessRecord, Event
from station.registry import registry
from tests.factories import NOW, officer, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(village, wang):
    return cards.issue(area=village, by=wang, at=NOW)


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


def received(card, kind="message", n=0, **values) -> Message:
    known = {"text": f"路灯坏了{n}", "receipt": f"{kind}{n:020d}", "at": NOW} | values
    return messages.receive(card=card, kind=kind, **known)


def page(client, message, name="detail"):
    return client.get(reverse(f"inbox:{name}", args=[message.pk]))


class TestList:
    def test_shows_what_waits_with_its_beginning(self, card, signed_in):
        received(card)

        assert "路灯坏了" in signed_in.get(reverse("inbox:list")).content.decode()

    def test_shows_no_word_of_a_tip(self, card, signed_in):
        tip = received(card, "tip", text="某某在贩卖")

        content = signed_in.get(reverse("inbox:list")).content.decode()
        assert tip.number in content
        assert "某某在贩卖" not in content

    def test_shows_nothing_to_the_officer_of_another_village(self, card, client):
        received(card)
        client.force_login(officer())

        assert "路灯坏了" not in client.get(reverse("inbox:list")).content.decode()

    def test_shows_the_auxiliary_only_what_was_given_to_them(
        self, card, village, wang, client
    ):
        auxiliary = person("auxiliary_officer", village)
        given, other = received(card, n=1), received(card, n=2)
        messages.assign(message=given, to=auxiliary, by=wang, at=NOW)
        client.force_login(auxiliary)

        content = client.get(reverse("inbox:list") + "?status=").content.decode()
        assert given.number in content
        assert other.number not in content

    def test_is_not_there_for_a_volunteer(self, village, client):
        client.force_login(person("volunteer", village))

        assert client.get(reverse("inbox:list")).status_code == 404

    @pytest.mark.parametrize("rows", [1, 12])
    def test_costs_the_same_for_one_and_twelve(
        self, card, signed_in, rows, django_assert_max_num_queries
    ):
        for n in range(rows):
            received(card, n=n)

        signed_in.get(reverse("inbox:list"))  # the first one opens the session

        with django_assert_max_num_queries(27):
            signed_in.get(reverse("inbox:list"))


class TestDetail:
    def test_writes_the_look_down(self, card, wang, signed_in):
        message = received(card)
        page(signed_in, message)

        look = AccessRecord.objects.get(subject=f"households.message:{message.pk}")
        assert (look.act, look.actor) == ("view", wang)

    def test_masks_the_phone_until_a_purpose_is_given(self, card, signed_in):
        message = received(card, sender_phone="13912345678")

        assert "13912345678" not in page(signed_in, message).content.decode()
        shown = signed_in.post(
            reverse("inbox:phone", args=[message.pk]), {"purpose": "service"}
        )
        assert "13912345678" in shown.content.decode()
        assert AccessRecord.objects.filter(act="reveal", purpose="service").exists()

    def test_keeps_the_phone_without_a_purpose(self, card, signed_in):
        message = received(card, sender_phone="13912345678")

        answer = signed_in.post(reverse("inbox:phone", args=[message.pk]), {})

        assert "13912345678" not in answer.content.decode()
        assert answer.context["error"]

    @pytest.mark.parametrize(
        "payload", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"]
    )
    def test_markup_stays_text(self, card, signed_in, payload):
        message = received(card, text=payload, sender_name=payload[:40])

        for content in (
            page(signed_in, message).content,
            signed_in.get(reverse("inbox:list")).content,
        ):
            assert payload.encode() not in content

    def test_is_not_there_out_of_scope(self, card, client):
        message = received(card)
        client.force_login(officer())

        for name in ("detail", "answer", "note", "assign", "close", "phone"):
            assert page(client, message, name).status_code == 404

    def test_of_a_tip_is_not_there_for_whom_it_is_about(self, card, wang, signed_in):
        person("station_chief", card.area.parent.parent)
        tip = received(card, "tip", about=wang, is_about_officer=True)

        for name in ("detail", "answer", "note", "assign", "close", "phone"):
            assert page(signed_in, tip, name).status_code == 404

    def test_leaves_no_trace_of_a_tip_with_the_village(self, card, chief, client):
        tip = received(card, "tip")
        client.force_login(chief)
        page(client, tip)

        look = AccessRecord.objects.get(subject=f"households.message:{tip.pk}")
        assert look.area == card.area.parent.parent


class TestSteps:
    def post(self, client, message, name, **values):
        body = {"version": message.version} | values
        return client.post(reverse(f"inbox:{name}", args=[message.pk]), body)

    def test_answering_settles_it(self, card, signed_in):
        message = received(card)
        response = self.post(signed_in, message, "answer", text="明天修")

        message.refresh_from_db()
        assert response.status_code == 302
        assert message.status == "answered"

    def test_a_stale_answer_is_shown_again_with_its_text(self, card, wang, signed_in):
        message = received(card)
        messages.add_note(message=message, by=wang, text="已打电话", at=NOW)
        response = self.post(signed_in, message, "answer", text="我打的字")

        assert response.status_code == 409
        assert "我打的字" in response.content.decode()

    def test_the_auxiliary_may_note_but_not_answer(self, card, village, wang, client):
        auxiliary = person("auxiliary_officer", village)
        message = received(card)
        message = messages.assign(message=message, to=auxiliary, by=wang, at=NOW)
        client.force_login(auxiliary)

        assert self.post(client, message, "answer", text="x").status_code == 404
        assert self.post(client, message, "note", text="草稿").status_code == 302
        assert message.replies.get().is_note

    def test_the_county_sees_no_tip_that_is_not_about_an_officer(self, card, client):
        supervisor = person("county_supervisor", card.area.parent.parent.parent)
        tip = received(card, "tip")
        client.force_login(supervisor)

        assert page(client, tip).status_code == 404

    def test_the_county_hands_a_tip_to_the_chief(self, card, wang, chief, client):
        supervisor = person("county_supervisor", card.area.parent.parent.parent)
        tip = received(card, "tip", about=wang, is_about_officer=True)
        tip = messages.assign(message=tip, to=supervisor, by=chief, at=NOW)
        client.force_login(supervisor)

        response = self.post(client, tip, "assign", to=chief.pk)

        tip.refresh_from_db()
        assert response.status_code == 302
        assert tip.assigned_to == chief

    def test_offers_only_who_may_have_it(self, card, wang, chief, client):
        officer()
        tip = received(card, "tip", about=wang, is_about_officer=True)
        supervisor = person("county_supervisor", card.area.parent.parent.parent)
        client.force_login(supervisor)

        offered = page(client, tip, "assign").context["form"].fields["to"].queryset
        assert set(offered) == {supervisor}

    def test_closing_tells_the_sender_why(self, card, signed_in):
        message = received(card)
        self.post(signed_in, message, "close", reason="与LY-1重复", tell_sender="on")

        message.refresh_from_db()
        assert message.status == "closed"
        assert not message.replies.get().is_note


class TestManyAtOnce:
    def test_ask_first_who_takes_them(self, card, wang, chief, signed_in):
        rows = [received(card, n=n) for n in range(2)]
        body = {"action": "reassign", "row": [row.pk for row in rows]}
        page = signed_in.post(reverse("inbox:bulk"), body)

        assert page.context["count"] == 2
        assert set(page.context["form"].fields["to"].queryset) == {wang, chief}

    def test_are_handed_on_each_with_its_event(self, card, wang, chief):
        rows = [received(card, n=n) for n in range(3)]
        outcome = bulk.run(
            kind=registry.lists[KEY],
            action=registry.bulk[KEY]["reassign"],
            pks=[row.pk for row in rows[:2]],
            data={"to": chief, "reason": "外出培训"},
            key="x",
            by=wang,
            at=NOW,
        )

        owners = [Message.objects.get(pk=row.pk).assigned_to for row in rows]
        assert owners == [chief, chief, wang]
        assert outcome.done == [row.pk for row in rows[:2]]
        assert Event.objects.filter(kind="message.assigned").count() == 2

    def test_never_reach_whom_a_tip_is_about(self, card, wang, chief, client):
        supervisor = person("county_supervisor", card.area.parent.parent.parent)
        plain = received(card, "tip", n=1)
        about = received(card, "tip", n=2, about=wang, is_about_officer=True)
        form = MessageReassignForm(
            user=chief, rows=Message.objects.filter(pk__in=[plain.pk, about.pk])
        )

        assert set(form.fields["to"].queryset) == {chief, supervisor}
