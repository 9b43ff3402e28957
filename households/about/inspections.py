"""Inspections, hazards and checklists."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "households",
    "inspections",
    (
        "inspect",
        _("Who was inspected when, what was found, what is due again."),
        "inspection_list inspection_detail",
    ),
    (
        "inspect",
        _("Done: inspected, and not due again yet by the cycle of kind and risk."),
        "inspection_coverage",
    ),
    (
        "inspect",
        _("One question a screen; what is wrong becomes a hazard with its photo."),
        "inspection_start inspection_create inspection_round inspection_stop",
    ),
    (
        "hazards",
        _("What is dangerous, who must put it right, and by when."),
        "hazard_list hazard_detail",
    ),
    (
        "hazards",
        _("What you see on the way counts too: a photo, the place, how bad."),
        "hazard_create unit_hazard_create",
    ),
    (
        "notice",
        _("The notice names the fault, the article and the day; the owner signs."),
        "hazard_notify hazard_notice hazard_extend",
    ),
    (
        "again",
        _("Reported as done is not done: look again within three working days."),
        "hazard_report_done hazard_reinspect hazard_close",
    ),
    (
        "again",
        _("What is not the police's to punish goes to the office in charge."),
        "hazard_transfer hazard_answer",
    ),
)
registry.add_about(
    "venues",
    "inspections",
    (
        "checklists",
        _(
            "Size limits and cycles are the office's own data; beside the source stands how sure they are. Cycles are for low, medium and high risk."
        ),
        "kind_list",
    ),
    (
        "checklists",
        _(
            "A kind of venue, its size limit, and how often it is inspected at which risk."
        ),
        "kind_create kind_edit",
    ),
    (
        "checklists",
        _("A published version is never altered: a change begins the next one."),
        "checklist_list",
    ),
    (
        "checklists",
        _(
            "The questions of an inspection with their articles; a draft until it is published."
        ),
        "checklist_draft checklist_detail item_create item_edit",
    ),
)
