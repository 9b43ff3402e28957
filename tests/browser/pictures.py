"""The pictures of the manual: which page, as whom, and what of it."""

from dataclasses import dataclass, field

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1180, "height": 900}


@dataclass(frozen=True)
class Picture:
    """One page, cut to what the manual speaks of; a word without a slash is the world's."""

    address: str
    who: str = "officer"
    part: str = "main"
    size: dict = field(default_factory=lambda: PHONE)
    most: int = 620  # pixels from the top of the part
    typed: str = ""  # what is looked for first


PICTURES = {
    "my-day": Picture("/"),
    "household": Picture("household"),
    "visit-form": Picture("visit_new"),
    "round": Picture("round"),
    "follow-ups": Picture("/households/follow-ups/"),
    "card": Picture("card"),
    "face": Picture("face", who="", part="body"),
    "message": Picture("message"),
    "delivery": Picture("delivery"),
    "hazard": Picture("hazard"),
    "care-plan": Picture("care_plan"),
    "screening": Picture("/screening/", size=DESK),
    "dispute": Picture("dispute_mediated"),
    "track": Picture("track"),
    "agreement": Picture("agreement"),
    "papers": Picture("papers"),
    "mine": Picture("/patrols/me/", who="volunteer"),
    "search": Picture("/search/", typed="武晓宇"),
    "list": Picture("/households/?tenure=rented", size=DESK),
    "dashboard": Picture("/dashboard/", who="chief", size=DESK, most=760),
    "figure": Picture("/dashboard/follow_ups.late/", who="chief", size=DESK, most=760),
    "map": Picture("/map/?layers=hazards", who="chief", size=DESK, most=760),
    "person": Picture("colleague", who="chief"),
    "machine": Picture("machine", who="chief"),
    "reveal": Picture("reveal"),
}
