"""Who patrols: the life of a volunteer, the levels of teams, trades and skills."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OF_AGE = 18  # below it the guardian consents in writing


class VolunteerStatus(TextChoices):
    APPLIED = "applied", pgettext_lazy("volunteer", "Applied")
    ACTIVE = "active", pgettext_lazy("volunteer", "Active")
    RESTING = "resting", pgettext_lazy("volunteer", "Resting")
    LEFT = "left", pgettext_lazy("volunteer", "Left")
    REFUSED = "refused", pgettext_lazy("volunteer", "Not accepted")


TRANSITIONS = {
    VolunteerStatus.APPLIED: {VolunteerStatus.ACTIVE, VolunteerStatus.REFUSED},
    VolunteerStatus.ACTIVE: {VolunteerStatus.RESTING, VolunteerStatus.LEFT},
    VolunteerStatus.RESTING: {VolunteerStatus.ACTIVE, VolunteerStatus.LEFT},
    VolunteerStatus.LEFT: {VolunteerStatus.APPLIED},  # vetted anew
    VolunteerStatus.REFUSED: {VolunteerStatus.APPLIED},
}


class Trade(TextChoices):
    """What a volunteer does for a living, as the station tells them apart."""

    GUARD = "guard", _("Security guard")
    PROPERTY = "property", _("Property management")
    VETERAN = "veteran", pgettext_lazy("trade", "Veteran")
    BUILDING_HEAD = "building_head", _("Head of a building")
    CADRE = "cadre", pgettext_lazy("trade", "Village or community cadre")
    PARTY_MEMBER = "party_member", _("Party member")
    TEACHER = "teacher", pgettext_lazy("trade", "Teacher")
    STUDENT = "student", pgettext_lazy("trade", "Student")
    COURIER = "courier", pgettext_lazy("trade", "Courier")
    SHOPKEEPER = "shopkeeper", _("Shopkeeper")
    FARMER = "farmer", pgettext_lazy("trade", "Farmer")
    RETIRED = "retired", pgettext_lazy("trade", "Retired")
    OTHER = "other", pgettext_lazy("trade", "Another trade")


class Skill(TextChoices):
    """What a shift may ask for."""

    FIRST_AID = "first_aid", _("First aid")
    FIREFIGHTING = "firefighting", _("Firefighting")
    DRIVING = "driving", _("Driving licence")
    WATER_RESCUE = "water_rescue", _("Water rescue")
    DRONE = "drone", _("Flying a drone")
    LOCAL_DIALECT = "local_dialect", _("Local dialect")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    CHILDREN = "children", _("Dealing with children")
    TALKS = "talks", _("Giving talks")


class Level(TextChoices):
    TOWN = "town", pgettext_lazy("team", "Town")
    VILLAGE = "village", pgettext_lazy("team", "Village")
    GROUP = "group", pgettext_lazy("team", "Group")


ABOVE = {Level.TOWN: None, Level.VILLAGE: Level.TOWN, Level.GROUP: Level.VILLAGE}


class TeamRole(TextChoices):
    CAPTAIN = "captain", _("Captain")
    DEPUTY = "deputy", _("Deputy captain")
    MEMBER = "member", pgettext_lazy("team", "Member")


LEADING = (TeamRole.CAPTAIN, TeamRole.DEPUTY)


class Topic(TextChoices):
    """What a training was about."""

    SAFETY = "safety", _("Looking after oneself")
    LAW = "law", _("What a volunteer may do")
    FIRST_AID = "first_aid", _("First aid")
    FIRE = "fire", _("Fire safety")
    ANTI_FRAUD = "anti_fraud", _("Anti-fraud")
    WATER = "water", _("Water rescue")
    FOREST = "forest", _("Forest fire")
    OTHER = "other", pgettext_lazy("training", "Another topic")


class Item(TextChoices):
    """What is handed out for patrols."""

    VEST = "vest", _("Reflective vest")
    ARMBAND = "armband", _("Red armband")
    TORCH = "torch", _("Torch")
    RADIO = "radio", _("Two-way radio")
    WHISTLE = "whistle", _("Whistle")
    HELMET = "helmet", _("Helmet")
    FIRST_AID_KIT = "first_aid_kit", _("First-aid kit")
    LIFE_JACKET = "life_jacket", _("Life jacket")
    OTHER = "other", pgettext_lazy("equipment", "Another item")


def allows(current: str, target: VolunteerStatus) -> bool:
    """May a volunteer in this status become the other?"""
    return target in TRANSITIONS[current]
