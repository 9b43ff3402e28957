"""Every resource of anti-fraud work, and what the change feed follows."""

from antifraud.api import (
    alerts,
    audiences,
    briefings,
    cases,
    dissuasions,
    outreach,
    reach,
    scam_types,
    school,
    sendings,
    waves,
)

PARTS = (
    alerts,
    audiences,
    briefings,
    cases,
    dissuasions,
    outreach,
    reach,
    scam_types,
    school,
    sendings,
    waves,
)
RESOURCES = {name: view for part in PARTS for name, view in part.RESOURCES.items()}
FOLLOWED = tuple(row for part in PARTS for row in part.FOLLOWED)
