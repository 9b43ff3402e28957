"""What the access tests know of audiences."""

from itertools import count

from antifraud.models import AudienceMember
from tests import factories as make
from tests.access.rows import Row, posted

SECRET = "女儿在兰州打工"  # as in tests.api_records
PHONE = "13812345678"
NUMBERS = count(1)  # one name and phone stand once

PAGES = {
    "antifraud:audience_list": Row("audience.view"),
    "antifraud:audience_export": Row("audience.export"),
    "antifraud:audience_bulk": posted("audience.view"),
    "antifraud:audience_create": Row("audience.create"),
    "antifraud:audience_detail": Row("audience.view", "audience"),
    "antifraud:audience_edit": Row("audience.edit", "audience"),
    "antifraud:audience_retire": Row("audience.edit", "audience"),
    "antifraud:audience_bring_back": posted("audience.edit", "audience"),
    "antifraud:audience_hand_on": Row("audience.edit", "audience"),
    "antifraud:audience_overlap": Row("audience.edit", "audience"),
    "antifraud:audience_members": Row("audience.view", "audience"),
    "antifraud:audience_member_add": posted("audience.edit", "audience"),
    "antifraud:audience_members_area": Row("audience.edit", "audience"),
    "antifraud:audience_members_clear": Row("audience.edit", "audience"),
    "antifraud:audience_member_remove": posted("audience.edit", "known member"),
    "antifraud:ally_list": Row("ally.view"),
    "antifraud:ally_export": Row("ally.export"),
    "antifraud:ally_create": Row("ally.create"),
    "antifraud:ally_detail": Row("ally.view", "ally"),
    "antifraud:ally_edit": Row("ally.edit", "ally"),
    "antifraud:ally_leave": Row("ally.edit", "ally"),
    "antifraud:ally_rejoin": posted("ally.edit", "ally"),
}


def member(village):
    """A resident of the village in one of its groups."""
    household = make.HouseholdFactory(address__community=village)
    return AudienceMember.objects.create(
        audience=make.AudienceFactory(area=village),
        resident=make.ResidentFactory(household=household),
    )


MAKERS = {  # a record of each kind, in a village
    "audience": lambda village: make.AudienceFactory(area=village),
    "known member": member,
    "ally": lambda village: make.AllyFactory(area=village),
}
# Resource of the API: what its records are called in MAKERS.
RECORDS = {"audiences": "audience", "allies": "ally"}
OWN = set()  # resources without a record of somebody else


def with_address(area):
    """A group whose robot is sealed."""
    return make.AudienceFactory(area=area, channel="sms", address=SECRET)


def with_phone(area):
    """Somebody whose number is sealed."""
    ally = make.AllyFactory.build(area=area, name=f"陈晓{next(NUMBERS)}")
    ally.write_phone(PHONE)
    ally.save()
    return ally


REST = {"audiences": with_address, "allies": with_phone}
