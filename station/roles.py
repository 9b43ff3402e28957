"""The roles a post can carry (domain.md, section 1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    VOLUNTEER = "volunteer", _("Patrol volunteer")
    MEDIATOR = "mediator", _("Mediator")
    PARTNER = "partner", _("Partner")
    AUXILIARY_OFFICER = "auxiliary_officer", _("Auxiliary officer")
    COMMUNITY_OFFICER = "community_officer", _("Community officer")
    STATION_CHIEF = "station_chief", _("Station chief")
    COUNTY_SUPERVISOR = "county_supervisor", _("County supervisor")
    API_CLIENT = "api_client", _("API client")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")


class Duty(TextChoices):
    """What a partner does in a grid team (3+N)."""

    COMMUNITY_WORKER = "community_worker", _("Community worker")
    GRID_WORKER = "grid_worker", _("Grid worker")
    BLOCK_SECURITY_LEAD = "block_security_lead", _("Block security lead")
    VILLAGE_SECRETARY = "village_secretary", _("Village or community secretary")
    PARTY_MEMBER = "party_member", _("Party member")
    PROPERTY_MANAGER = "property_manager", _("Property manager")


# They run or audit the system, see no business data and hold no other role
# beside (GB/T 22239-2019, 8.1.4.2 d).
SEPARATED = frozenset({Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN})
