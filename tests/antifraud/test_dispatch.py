"""Which way an alert goes out, and what it says there."""

import pytest
from django.core.exceptions import ValidationError

from antifraud import dispatch
from station.channels import NotReached, chat, mail, sms, webhook
from tests.factories import AlertFactory, AudienceFactory, SendingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sending(village):
    def make(channel, address):
        alert = AlertFactory(area=village, approved=True)
        group = AudienceFactory(area=village, channel=channel, address=address)
        return SendingFactory(alert=alert, audience=group)

    return make


class TestWay:
    @pytest.mark.parametrize(
        ("channel", "address", "adapter", "drops"),
        [
            ("work_chat", "https://hook.example/1", webhook, True),
            ("work_chat", "dingtalk://token", chat, False),
            ("mail", "group@school.example", mail, False),
            ("sms", "students", sms, True),
        ],
    )
    def test_by_channel_and_address(self, sending, channel, address, adapter, drops):
        way = dispatch.way_to(sending(channel, address).audience)

        assert (way.adapter, way.drops_repeats) == (adapter, drops)

    def test_an_address_is_checked_before(self):
        dispatch.check_address("mail", "group@school.example")
        with pytest.raises(ValidationError):
            dispatch.check_address("mail", "no address")
        with pytest.raises(ValidationError):
            dispatch.check_address("work_chat", "http://10.0.0.1/hook")


class TestMessage:
    def test_carries_the_groups_own_link_and_key(self, sending):
        row = sending("mail", "group@school.example")

        message = dispatch.message_of(row)

        assert f"/a/{row.link}/" in message.text
        assert message.key == f"fengqiao-alert-{row.pk}"
        assert message.title == row.alert.title
        assert "96110" in message.text

    def test_a_mail_has_the_title_as_its_subject_and_the_link_once(
        self, sending, mailoutbox
    ):
        row = sending("mail", "group@school.example")

        dispatch.send(row)

        (found,) = mailoutbox
        assert found.subject == row.alert.title
        assert found.body.count(f"/a/{row.link}/") == 1
        assert row.key in found.extra_headers["Message-ID"]

    def test_a_secret_of_each_group(self, sending):
        one = sending("work_chat", "https://hook.example/1").audience
        other = sending("work_chat", "https://hook.example/2").audience

        assert dispatch.secret_of(one) == dispatch.secret_of(one)
        assert dispatch.secret_of(one) != dispatch.secret_of(other)
        assert len(dispatch.secret_of(one)) == 64

    def test_a_wrong_address_was_surely_not_sent_to(self, sending):
        row = sending("mail", "no address")

        with pytest.raises(NotReached):
            dispatch.send(row)
