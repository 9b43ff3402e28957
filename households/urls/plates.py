"""Pages of the door plates."""

from django.urls import path

from households.views import door_plates, plate_batches, plate_sizes
from station.views.list import list_paths

urlpatterns = [
    path("plates/", plate_batches.PlateCoverageView.as_view(), name="plate_coverage"),
    path("plates/list/", door_plates.PlateListView.as_view(), name="plate_list"),
    *list_paths("households.doorplate", "plates/"),
    *list_paths("households.platebatch", "plates/batches/"),
    path(
        "plates/<int:pk>/", door_plates.PlateDetailView.as_view(), name="plate_detail"
    ),
    path(
        "plates/<int:pk>/door/", door_plates.PlateDoorView.as_view(), name="plate_door"
    ),
    path(
        "plates/<int:pk>/replace/",
        door_plates.PlateReplaceView.as_view(),
        name="plate_replace",
    ),
    path(
        "plates/<int:pk>/revoke/",
        door_plates.PlateRevokeView.as_view(),
        name="plate_revoke",
    ),
    path(
        "plates/<int:pk>/mounted/",
        door_plates.PlateMountedView.as_view(),
        name="plate_mounted",
    ),
    path(
        "plates/<int:pk>/print/",
        door_plates.PlatePrintView.as_view(),
        name="plate_print",
    ),
    path(
        "plates/batches/",
        plate_batches.BatchListView.as_view(),
        name="plate_batch_list",
    ),
    path(
        "plates/batches/new/",
        plate_batches.BatchCreateView.as_view(),
        name="plate_batch_create",
    ),
    path(
        "plates/batches/chosen/",
        plate_batches.ChosenBatchView.as_view(),
        name="plate_batch_chosen",
    ),
    path(
        "plates/batches/<int:pk>/",
        plate_batches.BatchDetailView.as_view(),
        name="plate_batch_detail",
    ),
    path(
        "plates/batches/<int:pk>/printed/",
        plate_batches.BatchPrintedView.as_view(),
        name="plate_batch_printed",
    ),
    path(
        "plates/batches/<int:pk>/again/",
        plate_batches.BatchAgainView.as_view(),
        name="plate_batch_again",
    ),
    path(
        "plates/batches/<int:pk>/mounted/",
        plate_batches.BatchMountedView.as_view(),
        name="plate_batch_mounted",
    ),
    path("plates/sizes/", plate_sizes.SizeListView.as_view(), name="plate_size_list"),
    path(
        "plates/sizes/new/",
        plate_sizes.SizeCreateView.as_view(),
        name="plate_size_create",
    ),
    path(
        "plates/sizes/<int:pk>/edit/",
        plate_sizes.SizeEditView.as_view(),
        name="plate_size_edit",
    ),
]
