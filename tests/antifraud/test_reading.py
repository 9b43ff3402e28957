"""What the words of a call tell of a fraud."""

from decimal import Decimal

import pytest

from antifraud import reading
from antifraud.workflow.cases import ContactWay, Outcome
from antifraud.workflow.people import Group


class TestSums:
    @pytest.mark.parametrize(
        ("text", "sum_"),
        [
            ("前几单返了钱,投进去六千取不出来", 6000),
            ("按对方要求转账3.2万元", 32000),
            ("被骗12,800元,其中先转5000元", 12800),
            ("先后转了2000元、3500元", 3500),
            ("共损失三百五十元", 350),
            ("垫付了两万三", 23000),
            ("充值2000取不出来", 2000),
        ],
    )
    def test_are_read_where_money_is_named(self, text, sum_):
        assert reading.loss_of(text) == Decimal(sum_)

    @pytest.mark.parametrize(
        "text", ["接了3次电话没有转账", "13900001234打来电话", "两万三", "转了3次账"]
    )
    def test_are_not_made_up(self, text):
        assert reading.loss_of(text) is None

    @pytest.mark.parametrize(
        ("words", "value"),
        [("六千", 6000), ("一千零五十", 1050), ("十五", 15), ("三百五", 350),
         ("二十三万五千", 235000), ("三千零五", 3005)],
    )  # fmt: skip
    def test_spelled_out(self, words, value):
        assert reading.spelled(words) == value


class TestWords:
    def test_say_how_and_whom(self):
        text = "学生在微信群里被拉去刷单"

        assert reading.way_of(text) == ContactWay.CHAT
        assert reading.group_of(text) == Group.STUDENT
        assert reading.outcome_of(text) == Outcome.LOST

    def test_of_nothing_lost_are_an_attempt(self):
        assert reading.outcome_of("对方要求转账,未转账") == Outcome.ATTEMPT

    def test_that_say_nothing_leave_it_open(self):
        assert reading.way_of("报警人称被骗") == ContactWay.UNKNOWN
        assert reading.group_of("报警人称被骗") == Group.OTHER
