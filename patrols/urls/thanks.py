"""Addresses of certificates, thanks and merit points."""

from django.urls import path

from patrols.views import certificates, thanks
from station.views.list import list_paths

urlpatterns = [
    path(
        "me/certificate/",
        certificates.OwnCertificateView.as_view(),
        name="own_certificate",
    ),
    path(
        "volunteers/<int:pk>/certificate/",
        certificates.CertificateCreateView.as_view(),
        name="certificate_create",
    ),
    path(
        "certificates/",
        certificates.CertificateListView.as_view(),
        name="certificate_list",
    ),
    *list_paths("patrols.servicecertificate", "certificates/"),
    path(
        "certificates/<int:pk>/",
        certificates.CertificatePrintView.as_view(),
        name="certificate_print",
    ),
    path(
        "certificates/<int:pk>/void/",
        certificates.CertificateVoidView.as_view(),
        name="certificate_void",
    ),
    path(
        "volunteers/<int:pk>/thanks/",
        thanks.ThanksSayView.as_view(),
        name="thanks_say",
    ),
    path("thanks/<int:pk>/off/", thanks.ThanksOffView.as_view(), name="thanks_off"),
    path("honours/", thanks.HonourRollView.as_view(), name="honour_roll"),
    path("merit-points/", thanks.MeritRulesView.as_view(), name="merit_rules"),
    path(
        "merit-points/<int:pk>/",
        thanks.MeritRuleEditView.as_view(),
        name="merit_rule_edit",
    ),
]
