"""Alerts in each state, as the steps leave them."""

from antifraud.actions.alert_words import Words
from tests.factories.antifraud import AudienceFactory

BODY = (
    "近期有同学在兼职群里做“点赞返现”任务，先收到几元小额返利，随后被要求下载陌生软件、"
    "垫付大额本金，最终无法提现。凡是要先垫钱的任务都是诈骗，拿不准就拨打96110。"
)


def words(**changes) -> Words:
    """What an officer writes about rebates."""
    facts = {
        "kind": "warning",
        "form": "text",
        "title": "刷单返利就是诈骗",
        "body": BODY,
    }
    return Words(**facts | changes)


def campus_groups(area, owner, *, how_many: int = 2, **facts) -> list:
    """Groups of students that the owner keeps."""
    return [
        AudienceFactory(area=area, owner=owner, **facts) for _number in range(how_many)
    ]
