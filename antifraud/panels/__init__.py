"""What anti-fraud work brings to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud import about  # noqa: F401
from antifraud.panels import (
    alerts,  # noqa: F401
    audiences,  # noqa: F401
    briefings,  # noqa: F401
    cases,  # noqa: F401
    dissuasions,  # noqa: F401
    maps,  # noqa: F401
    metrics,  # noqa: F401
    outreach,  # noqa: F401
    overview,  # noqa: F401
    reach,  # noqa: F401
    scam_types,  # noqa: F401
    school,  # noqa: F401
    sendings,  # noqa: F401
    waves,  # noqa: F401
)
from station.registry import NavSection, registry

registry.add_sections(NavSection("antifraud", _("Anti-fraud"), 27))
