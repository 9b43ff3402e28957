"""Agreements, obligations, papers and partners."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "disputes",
    "agreements",
    (
        "write",
        _("What was agreed, whether it holds by law, and what is still owed."),
        "agreement_list agreement_detail",
    ),
    (
        "write",
        _("Who does what for whom until when, so that a stranger could check it."),
        "agreement_create agreement_edit duty_add duty_remove",
    ),
    (
        "sign",
        _("The text is sealed with its fingerprint: what was signed stays as it was."),
        "agreement_sign agreement_effect",
    ),
    (
        "duties",
        _("What parties owe each other, the late first; each ends with its proof."),
        "obligation_list obligation_keep obligation_break obligation_waive obligation_change_due",
    ),
    (
        "duties",
        _("When an agreement is not kept: what it means and what follows."),
        "agreement_set_aside agreement_breach",
    ),
    (
        "court",
        _("The court can make an agreement enforceable if asked within thirty days."),
        "confirmation_apply confirmation_answer confirmation_rule confirmation_withdraw",
    ),
    (
        "court",
        _(
            "Parties settle a minor violation among themselves before the police decide."
        ),
        "reconcile reconciliation_answer",
    ),
    (
        "papers",
        _("The thirteen items of the dossier, which are there and which are missing."),
        "papers dossier_accept",
    ),
    (
        "papers",
        _(
            "The official layout, filled with what is known; signed papers are not altered."
        ),
        "paper_add paper_detail paper_edit paper_scans paper_sign paper_set_aside",
    ),
    (
        "partner",
        _(
            "What your office was invited to and what it has taken on; you see nothing else."
        ),
        "invited invited_detail invited_answer invited_done",
    ),
)
