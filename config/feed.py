"""Every kind of record a client can follow, in the feed and by webhook."""

from antifraud.api import resources as antifraud
from antifraud.api import shapes_sendings
from disputes.api import (
    reconciliations,
    shapes_agreements,
    shapes_law,
    shapes_mediators,
)
from disputes.api import shapes as dispute_shapes
from disputes.api import shapes_closing as closing_shapes
from disputes.api import shapes_intake as dispute_kind_shapes
from disputes.api import shapes_joint as joint_shapes
from disputes.api import shapes_papers as paper_shapes
from disputes.api import shapes_warning as warning_shapes
from households.api import (
    shapes,
    shapes_boards,
    shapes_care,
    shapes_inspection,
    shapes_messages,
    shapes_plates,
    shapes_round,
    shapes_services,
    shapes_visit_plan,
)
from patrols.api import feeds as patrol_feeds
from patrols.api import shapes_coverage as coverage_shapes
from patrols.api import shapes_findings as finding_shapes
from patrols.api import shapes_people as people_shapes
from patrols.api import shapes_points as patrol_shapes
from patrols.api import shapes_rosters as roster_shapes
from patrols.api import shapes_walk as walk_shapes
from patrols.api import thanks as patrol_thanks
from station.api import calls, export_requests, reports
from station.api import shapes as ground
from station.feed import Followed

FOLLOWED = (
    Followed("areas", ground.AREAS),
    Followed("posts", ground.POSTS),
    Followed("users", ground.USERS),
    Followed("addresses", shapes.ADDRESSES),
    Followed("households", shapes.HOUSEHOLDS),
    Followed("residents", shapes.RESIDENTS),
    Followed("units", shapes.UNITS),
    Followed("housing", shapes.HOUSING),
    Followed("visits", shapes.VISITS),
    Followed("follow-ups", shapes.FOLLOW_UPS),
    Followed("rounds", shapes_round.ROUNDS),
    Followed("visit-rules", shapes_visit_plan.VISIT_RULES),
    Followed("visit-thresholds", shapes_visit_plan.THRESHOLDS),
    Followed("campaigns", shapes_visit_plan.CAMPAIGNS),
    Followed("crop-seasons", shapes_visit_plan.CROP_SEASONS),
    Followed("visit-questions", shapes_visit_plan.VISIT_QUESTIONS),
    Followed("contact-cards", shapes.CARDS),
    Followed("handovers", shapes.HANDOVERS),
    Followed("boards", shapes_boards.BOARDS),
    Followed("online-services", shapes_boards.ONLINE_SERVICES),
    Followed("door-plates", shapes_plates.PLATES),
    Followed("plate-batches", shapes_plates.BATCHES),
    Followed("plate-sizes", shapes_plates.SIZES),
    Followed("messages", shapes_messages.MESSAGES, is_secret=True),
    Followed("message-offices", shapes_messages.OFFICES),
    Followed("message-limits", shapes_messages.LIMITS),
    Followed("call-records", calls.CALLS),
    Followed("screening-terms", calls.TERMS),
    Followed("disputes", dispute_shapes.DISPUTES),
    Followed("warnings", warning_shapes.WARNINGS),
    Followed("warning-signs", warning_shapes.SIGNS),
    Followed("warning-actions", warning_shapes.ACTIONS),
    Followed("criminal-turns", warning_shapes.TURNS),
    Followed("legal-clocks", shapes_law.CLOCKS),
    Followed("mediations", shapes_law.MEDIATIONS),
    Followed("mediators", shapes_mediators.MEDIATORS),
    Followed("committees", shapes_mediators.COMMITTEES),
    Followed("joint-mediations", joint_shapes.JOINTS),
    Followed("joint-templates", joint_shapes.TEMPLATES),
    Followed("invitations", joint_shapes.INVITATIONS),
    Followed("undertakings", joint_shapes.UNDERTAKINGS),
    Followed("dispute-fields", dispute_kind_shapes.DISPUTE_FIELDS),
    Followed("dispute-grades", dispute_kind_shapes.DISPUTE_GRADES),
    Followed("tier-rules", dispute_kind_shapes.TIER_RULES),
    Followed("dispute-follow-ups", closing_shapes.FOLLOW_UPS),
    Followed("closing-requests", closing_shapes.CLOSING_REQUESTS),
    Followed("agreements", shapes_agreements.AGREEMENTS),
    Followed("obligations", shapes_agreements.OBLIGATIONS),
    Followed("reconciliations", reconciliations.RECONCILIATIONS),
    Followed("judicial-confirmations", shapes_agreements.CONFIRMATIONS),
    Followed("dispute-papers", paper_shapes.PAPERS),
    Followed("care-plans", shapes_care.CARE_PLANS),
    Followed("guardian-consents", shapes_care.CONSENTS),
    Followed("care-kinds", shapes_care.CARE_CATEGORIES),
    Followed("equipment-kinds", shapes_care.EQUIPMENT_KINDS),
    Followed("liaison-contacts", shapes_care.LIAISON_CONTACTS),
    Followed("liaisons", shapes_care.LIAISONS),
    Followed("alliances", shapes_care.ALLIANCES),
    Followed("joint-actions", shapes_care.JOINT_ACTIONS),
    Followed("key-points", shapes_care.KEY_POINTS),
    Followed("need-weights", coverage_shapes.NEED_WEIGHTS),
    Followed("patrol-kinds", patrol_shapes.PATROL_KINDS),
    Followed("patrol-points", patrol_shapes.PATROL_POINTS),
    Followed("patrol-routes", patrol_shapes.ROUTES),
    Followed("patrols", walk_shapes.PATROLS),
    Followed("check-ins", walk_shapes.CHECK_INS),
    Followed("findings", finding_shapes.FINDINGS),
    Followed("alarms", finding_shapes.ALARMS),
    Followed("teams", people_shapes.TEAMS),
    Followed("volunteers", people_shapes.VOLUNTEERS),
    Followed("shifts", roster_shapes.SHIFTS),
    Followed("sign-ups", roster_shapes.SIGN_UPS),
    Followed("swaps", roster_shapes.SWAPS),
    Followed("calendar-feeds", patrol_feeds.CALENDAR_FEEDS),
    Followed("duty-limits", roster_shapes.DUTY_LIMITS),
    Followed("rosters", roster_shapes.ROSTERS),
    Followed("roster-proposals", roster_shapes.ROSTER_PROPOSALS),
    Followed("roster-templates", roster_shapes.ROSTER_TEMPLATES),
    Followed("service-certificates", patrol_thanks.CERTIFICATES),
    Followed("thanks", patrol_thanks.THANKS),
    Followed("merit-rules", patrol_thanks.MERIT_RULES),
    *antifraud.FOLLOWED,
    Followed("reports", reports.REPORTS, is_secret=True),
    Followed("export-requests", export_requests.EXPORT_REQUESTS),
    Followed("alert-limits", shapes_sendings.LIMITS),
    Followed("register-imports", shapes.IMPORTS),
    Followed("match-suggestions", shapes.MATCHES),
    Followed("venue-kinds", shapes_inspection.VENUE_KINDS),
    Followed("checklists", shapes_inspection.CHECKLISTS),
    Followed("inspections", shapes_inspection.INSPECTIONS),
    Followed("inspection-rounds", shapes_inspection.ROUNDS),
    Followed("hazards", shapes_inspection.HAZARDS),
    Followed("services", shapes_services.SERVICES),
    Followed("service-matters", shapes_services.MATTERS),
    Followed("service-guides", shapes_services.GUIDES),
    Followed("service-hours", shapes_services.HOURS),
    Followed("service-days", shapes_services.DAYS),
    Followed("document-kinds", shapes_services.DOCUMENT_KINDS),
    Followed("deliveries", shapes_services.DELIVERIES),
    Followed("delivery-batches", shapes_services.BATCHES),
)

# Resources that are not followed, each with where their changes are told instead.
ELSEWHERE = {
    "attachments": "the record they hang on",
    "card-prints": "contact-cards",
    "equipment": "key-points",
    "lookouts": "findings: the same records for volunteers",
    "material-moves": "materials",
    "office-referrals": "messages: the same records for other offices",
    "published-alerts": "alerts: the same records for partners",
    "received-invitations": "invitations: the same records for those invited",
    "referrals": "messages",
    "track-assessments": "disputes",
    # Tools of one person or of one screen, without anything of a case in them.
    "jobs": "nowhere",
    "saved-filters": "nowhere",
    "sheet-imports": "the records that were taken in",
    "tokens": "nowhere: no key tells of keys",
    "wall-screens": "nowhere",
    "saved-searches": "nowhere",
    "webhooks": "nowhere: they carry the feed themselves",
    "webhook-deliveries": "nowhere: they carry the feed themselves",
}
