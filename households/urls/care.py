"""Addresses of care, liaison, alliances and key points."""

from django.urls import path

from households.views import (
    alliances,
    care,
    care_new,
    care_steps,
    consents,
    key_points,
    liaison,
    liaison_contacts,
    liaison_talks,
)
from station.views.list import list_paths

urlpatterns = [
    path("care/", care.CareListView.as_view(), name="care_list"),
    *list_paths("households.careplan", "care/"),
    path("care/without/", consents.CareBareView.as_view(), name="care_bare"),
    path("care/from/", care_new.CareFromView.as_view(), name="care_from"),
    path("care/holiday/", care_new.CareHolidayView.as_view(), name="care_holiday"),
    path("care/<int:pk>/", care.CarePlanView.as_view(), name="care_detail"),
    path("care/<int:pk>/edit/", care_steps.CareEditView.as_view(), name="care_edit"),
    path("care/<int:pk>/pause/", care_steps.CarePauseView.as_view(), name="care_pause"),
    path(
        "care/<int:pk>/resume/", care_steps.CareResumeView.as_view(), name="care_resume"
    ),
    path("care/<int:pk>/end/", care_steps.CareEndView.as_view(), name="care_end"),
    path(
        "care/<int:pk>/review/", care_steps.CareReviewView.as_view(), name="care_review"
    ),
    path(
        "care/<int:pk>/contact/",
        care_steps.CareContactView.as_view(),
        name="care_contact",
    ),
    path(
        "care/<int:pk>/helper/", care_steps.CareHelperView.as_view(), name="care_helper"
    ),
    path(
        "care/helpers/<int:pk>/remove/",
        care_steps.CareHelperRemoveView.as_view(),
        name="care_helper_remove",
    ),
    path(
        "residents/<int:pk>/care/",
        care_new.CareCreateView.as_view(),
        name="care_create",
    ),
    path(
        "residents/<int:pk>/consent/",
        consents.ConsentCreateView.as_view(),
        name="consent_create",
    ),
    path("consents/", consents.ConsentListView.as_view(), name="consent_list"),
    path("consents/<int:pk>/", consents.ConsentView.as_view(), name="consent_detail"),
    path(
        "consents/<int:pk>/withdraw/",
        consents.ConsentWithdrawView.as_view(),
        name="consent_withdraw",
    ),
    path("care/kinds/", consents.KindListView.as_view(), name="care_category_list"),
    path(
        "care/kinds/new/",
        consents.KindCreateView.as_view(),
        name="care_category_create",
    ),
    path(
        "care/kinds/<int:pk>/",
        consents.KindEditView.as_view(),
        name="care_category_edit",
    ),
    # -- liaison ---------------------------------------------------------------
    path("liaison/", liaison.LiaisonListView.as_view(), name="liaison_list"),
    *list_paths("households.liaisoncontact", "liaison/"),
    path("liaison/ledger/", liaison.LiaisonLedgerView.as_view(), name="liaison_ledger"),
    *list_paths("households.liaison", "liaison/ledger/"),
    path(
        "liaison/ledger/print/",
        liaison.LiaisonPrintView.as_view(),
        name="liaison_print",
    ),
    path("liaison/pick/", liaison.LiaisonPickView.as_view(), name="liaison_pick"),
    path(
        "liaison/new/",
        liaison_contacts.ContactCreateView.as_view(),
        name="liaison_create",
    ),
    path(
        "liaison/agreed/", liaison.LiaisonItemListView.as_view(), name="liaison_items"
    ),
    path(
        "liaison/agreed/<int:pk>/done/",
        liaison_talks.ItemTickView.as_view(),
        name="liaison_item_tick",
    ),
    path(
        "liaison/agreed/<int:pk>/undo/",
        liaison_talks.ItemUndoView.as_view(),
        name="liaison_item_undo",
    ),
    path(
        "liaison/talks/<int:pk>/",
        liaison_talks.LiaisonView.as_view(),
        name="liaison_detail",
    ),
    path(
        "liaison/talks/<int:pk>/agreed/",
        liaison_talks.AgreeView.as_view(),
        name="liaison_agree",
    ),
    path(
        "liaison/<int:pk>/",
        liaison_contacts.ContactView.as_view(),
        name="liaison_contact",
    ),
    path(
        "liaison/<int:pk>/edit/",
        liaison_contacts.ContactEditView.as_view(),
        name="liaison_edit",
    ),
    path(
        "liaison/<int:pk>/end/",
        liaison_contacts.ContactEndView.as_view(),
        name="liaison_end",
    ),
    path(
        "liaison/<int:pk>/talk/", liaison_talks.TalkView.as_view(), name="liaison_talk"
    ),
    path(
        "liaison/<int:pk>/today/",
        liaison_talks.ContactTickView.as_view(),
        name="liaison_tick",
    ),
    # -- alliances -------------------------------------------------------------
    path("alliances/", alliances.AllianceListView.as_view(), name="alliance_list"),
    *list_paths("households.alliance", "alliances/"),
    path(
        "alliances/new/", alliances.AllianceCreateView.as_view(), name="alliance_create"
    ),
    path(
        "alliances/<int:pk>/", alliances.AllianceView.as_view(), name="alliance_detail"
    ),
    path(
        "alliances/<int:pk>/edit/",
        alliances.AllianceEditView.as_view(),
        name="alliance_edit",
    ),
    path(
        "alliances/<int:pk>/end/",
        alliances.AllianceEndView.as_view(),
        name="alliance_end",
    ),
    path(
        "alliances/<int:pk>/member/",
        alliances.MemberCreateView.as_view(),
        name="alliance_member",
    ),
    path(
        "alliances/members/<int:pk>/leave/",
        alliances.MemberLeaveView.as_view(),
        name="member_leave",
    ),
    path(
        "alliances/<int:pk>/plan/", alliances.JointPlanView.as_view(), name="joint_plan"
    ),
    path(
        "joint-actions/<int:pk>/",
        alliances.JointActionView.as_view(),
        name="joint_action",
    ),
    path(
        "joint-actions/<int:pk>/finish/",
        alliances.JointFinishView.as_view(),
        name="joint_finish",
    ),
    path(
        "joint-actions/<int:pk>/drop/",
        alliances.JointDropView.as_view(),
        name="joint_drop",
    ),
    # -- key points ------------------------------------------------------------
    path("key-points/", key_points.KeyPointListView.as_view(), name="key_point_list"),
    *list_paths("households.keypoint", "key-points/"),
    path(
        "key-points/coverage/",
        key_points.CoverageView.as_view(),
        name="key_point_coverage",
    ),
    path(
        "key-points/new/",
        key_points.KeyPointCreateView.as_view(),
        name="key_point_create",
    ),
    path(
        "key-points/<int:pk>/",
        key_points.KeyPointView.as_view(),
        name="key_point_detail",
    ),
    path(
        "key-points/<int:pk>/edit/",
        key_points.KeyPointEditView.as_view(),
        name="key_point_edit",
    ),
    path(
        "key-points/<int:pk>/close/",
        key_points.KeyPointCloseView.as_view(),
        name="key_point_close",
    ),
    path(
        "key-points/<int:pk>/equipment/",
        key_points.EquipmentAddView.as_view(),
        name="equipment_add",
    ),
    path(
        "equipment/<int:pk>/test/",
        key_points.EquipmentTestView.as_view(),
        name="equipment_test",
    ),
    path(
        "equipment/<int:pk>/remove/",
        key_points.EquipmentRemoveView.as_view(),
        name="equipment_remove",
    ),
    path(
        "equipment/kinds/",
        consents.EquipmentKindListView.as_view(),
        name="equipment_kind_list",
    ),
    path(
        "equipment/kinds/new/",
        consents.EquipmentKindCreateView.as_view(),
        name="equipment_kind_create",
    ),
    path(
        "equipment/kinds/<int:pk>/",
        consents.EquipmentKindEditView.as_view(),
        name="equipment_kind_edit",
    ),
]
