"""Volunteers and teams."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "patrols",
    "patrols",
    (
        "own",
        _("Your next shifts, on duty, report, call for help: all on one page."),
        "mine",
    ),
    (
        "own",
        _("What is known of you, when you have time, and your hours on paper."),
        "own_data wishes own_certificate",
    ),
    (
        "own",
        _(
            "Your phone's calendar reads shifts from a secret address, and follows when they change."
        ),
        "feed_list",
    ),
    (
        "volunteers",
        _("Who helps, with training, insurance and wishes; numbers stay masked."),
        "volunteer_list volunteer_detail volunteer_create volunteer_edit",
    ),
    (
        "volunteers",
        _("Vetting comes before an account; under eighteen the guardian agrees."),
        "volunteer_accept volunteer_refuse volunteer_account volunteer_guardian",
    ),
    (
        "volunteers",
        _("What decides which shifts somebody may take."),
        "volunteer_rest volunteer_leave training_add insurance_add equipment_add equipment_back",
    ),
    (
        "volunteers",
        _("Teams of town, village and group, each with a captain."),
        "team_list team_detail team_create team_edit team_dissolve team_join member_role",
    ),
    (
        "thanks",
        _("Hours that count become a certificate; a word of thanks costs nothing."),
        "certificate_list certificate_create certificate_void thanks_say",
    ),
    ("thanks", _("To be hung up: only those who agreed are named."), "honour_roll"),
    (
        "thanks",
        _(
            "Never for quantity alone: hours count up to a limit and only where the presence is beyond doubt, findings only once they were settled."
        ),
        "merit_rules merit_rule_edit",
    ),
)
