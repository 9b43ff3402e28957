"""What the access tests know of anti-fraud work, one file a part."""

from tests.access.fraud import (
    alerts,
    audiences,
    briefings,
    cases,
    dissuasions,
    outreach,
    overview,
    reach,
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
    overview,
    reach,
    school,
    sendings,
    waves,
)


def together(name: str) -> dict:
    """One table of all the parts."""
    return {key: row for part in PARTS for key, row in getattr(part, name).items()}


PAGES = together("PAGES")
MAKERS = together("MAKERS")
RECORDS = together("RECORDS")
REST = together("REST")
OWN = {name for part in PARTS for name in part.OWN}
