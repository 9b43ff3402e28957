"""By the text-message gateway: one signed post a list, nothing where there is none."""

import json

import pytest
from django.core.exceptions import ValidationError

from station.channels import Message, NotReached, sms, webhook
from tests.factories import NOW

MESSAGE = Message("key-1", "alert", "正文", "https://x.example/a/1/", NOW, title="标题")


class TestCheck:
    def test_takes_the_name_of_a_list(self):
        sms.check("huayuan-students.1")

    @pytest.mark.parametrize("address", ["", "138 0000", "a/b", "x" * 81])
    def test_refuses_anything_else(self, address):
        with pytest.raises(ValidationError):
            sms.check(address)


class TestSend:
    def test_nothing_goes_where_there_is_no_gateway(self):
        with pytest.raises(NotReached):
            sms.send(MESSAGE, address="students")

    def test_one_signed_post_under_its_key(self, monkeypatch, settings):
        settings.SMS_GATEWAY_URL = "https://sms.example/send"
        settings.SMS_GATEWAY_SECRET = "s" * 32
        posts = []

        def take(address, body, headers):
            posts.append((address, json.loads(body), headers))
            return 200

        monkeypatch.setattr(webhook, "_post", take)

        sms.send(MESSAGE, address="students")

        ((address, said, headers),) = posts
        assert address == "https://sms.example/send"
        assert said["to_list"] == "students"
        assert said["text"] == "标题 https://x.example/a/1/"
        assert headers["Idempotency-Key"] == "key-1"
        assert headers["X-Fengqiao-Signature"].startswith("v1=")
