"""Addresses of outreach events and of material."""

from django.urls import path

from antifraud.views import (
    material_steps,
    materials,
    outreach,
    outreach_detail,
    outreach_files,
    outreach_new,
)
from antifraud.views import outreach_steps as steps
from station.views.list import list_paths

STEPS = {
    "edit": steps.OutreachEditView,
    "hand_over": steps.OutreachHandOverView,
    "cancel": steps.OutreachCancelView,
    "resume": steps.OutreachResumeView,
    "write_up": steps.OutreachWriteUpView,
    "correct": steps.OutreachCorrectView,
    "materials": steps.OutreachMaterialsView,
    "photos": steps.OutreachPhotosView,
    "poster": outreach_files.OutreachPosterView,
}
STOCK = {
    "edit": material_steps.MaterialEditView,
    "take_in": material_steps.MaterialTakeInView,
    "take_out": material_steps.MaterialTakeOutView,
    "count": material_steps.MaterialCountView,
}

urlpatterns = [
    path("outreach/", outreach.OutreachListView.as_view(), name="outreach_list"),
    *list_paths("antifraud.outreachevent", "outreach/"),
    path(
        "outreach/calendar/",
        outreach.OutreachCalendarView.as_view(),
        name="outreach_calendar",
    ),
    path(
        "outreach/outreach.ics",
        outreach_files.OutreachFileView.as_view(),
        name="outreach_file",
    ),
    path(
        "outreach/new/",
        outreach_new.OutreachCreateView.as_view(),
        name="outreach_create",
    ),
    path(
        "outreach/<int:pk>/",
        outreach_detail.OutreachView.as_view(),
        name="outreach_detail",
    ),
    path(
        "outreach/<int:pk>/event.ics",
        outreach_files.OutreachEventFileView.as_view(),
        name="outreach_event_file",
    ),
    *(
        path(
            f"outreach/<int:pk>/{name.replace('_', '-')}/",
            view.as_view(),
            name=f"outreach_{name}",
        )
        for name, view in STEPS.items()
    ),
    path("materials/", materials.MaterialListView.as_view(), name="material_list"),
    *list_paths("antifraud.material", "materials/"),
    path(
        "materials/moves/", materials.MaterialMovesView.as_view(), name="material_moves"
    ),
    *list_paths("antifraud.materialmove", "materials/moves/"),
    path(
        "materials/new/",
        material_steps.MaterialCreateView.as_view(),
        name="material_create",
    ),
    path(
        "materials/<int:pk>/", materials.MaterialView.as_view(), name="material_detail"
    ),
    *(
        path(
            f"materials/<int:pk>/{name.replace('_', '-')}/",
            view.as_view(),
            name=f"material_{name}",
        )
        for name, view in STOCK.items()
    ),
]
