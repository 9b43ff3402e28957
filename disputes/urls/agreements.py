"""Addresses of agreements, of what is owed by them, and of their confirmation."""

from django.urls import path

from disputes.views import agreements, confirmations, obligations
from station.views.list import list_paths

AGREEMENT = "agreements/<int:pk>/"
OBLIGATION = "obligations/<int:pk>/"
CONFIRMATION = "confirmations/<int:pk>/"

urlpatterns = [
    path(
        "<int:pk>/agreements/new/",
        agreements.AgreementDraftView.as_view(),
        name="agreement_create",
    ),
    path("agreements/", agreements.AgreementListView.as_view(), name="agreement_list"),
    *list_paths("disputes.agreement", "agreements/"),
    path(AGREEMENT, agreements.AgreementDetailView.as_view(), name="agreement_detail"),
    path(
        f"{AGREEMENT}edit/",
        agreements.AgreementEditView.as_view(),
        name="agreement_edit",
    ),
    path(
        f"{AGREEMENT}sign/",
        agreements.AgreementSignView.as_view(),
        name="agreement_sign",
    ),
    path(
        f"{AGREEMENT}effect/",
        agreements.AgreementEffectView.as_view(),
        name="agreement_effect",
    ),
    path(
        f"{AGREEMENT}set-aside/",
        agreements.AgreementSetAsideView.as_view(),
        name="agreement_set_aside",
    ),
    path(
        f"{AGREEMENT}breach/",
        agreements.AgreementBreachView.as_view(),
        name="agreement_breach",
    ),
    path(
        f"{AGREEMENT}obligations/new/",
        obligations.DutyAddView.as_view(),
        name="duty_add",
    ),
    path(
        f"{AGREEMENT}obligations/<int:obligation>/remove/",
        obligations.DutyRemoveView.as_view(),
        name="duty_remove",
    ),
    path(
        f"{AGREEMENT}confirmation/new/",
        confirmations.ConfirmationApplyView.as_view(),
        name="confirmation_apply",
    ),
    path(
        "obligations/", obligations.ObligationListView.as_view(), name="obligation_list"
    ),
    *list_paths("disputes.obligation", "obligations/"),
    path(
        f"{OBLIGATION}keep/",
        obligations.ObligationKeepView.as_view(),
        name="obligation_keep",
    ),
    path(
        f"{OBLIGATION}break/",
        obligations.ObligationBreakView.as_view(),
        name="obligation_break",
    ),
    path(
        f"{OBLIGATION}waive/",
        obligations.ObligationWaiveView.as_view(),
        name="obligation_waive",
    ),
    path(
        f"{OBLIGATION}change-due/",
        obligations.ObligationChangeDueView.as_view(),
        name="obligation_change_due",
    ),
    path(
        f"{CONFIRMATION}answer/",
        confirmations.ConfirmationAnswerView.as_view(),
        name="confirmation_answer",
    ),
    path(
        f"{CONFIRMATION}rule/",
        confirmations.ConfirmationRuleView.as_view(),
        name="confirmation_rule",
    ),
    path(
        f"{CONFIRMATION}withdraw/",
        confirmations.ConfirmationWithdrawView.as_view(),
        name="confirmation_withdraw",
    ),
]
