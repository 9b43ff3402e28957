"""Pages of the imports and of what they suggest."""

from django.urls import path

from households.views import imports, matches

urlpatterns = [
    path("import/", imports.ImportListView.as_view(), name="import_list"),
    path("import/new/", imports.ImportCreateView.as_view(), name="import_create"),
    path("import/<int:pk>/", imports.ImportDetailView.as_view(), name="import_detail"),
    path(
        "import/<int:pk>/commit/",
        imports.ImportCommitView.as_view(),
        name="import_commit",
    ),
    path(
        "import/<int:pk>/retry/", imports.ImportRetryView.as_view(), name="import_retry"
    ),
    path(
        "import/<int:pk>/discard/",
        imports.ImportDiscardView.as_view(),
        name="import_discard",
    ),
    path(
        "import/<int:pk>/correction/",
        imports.ImportCorrectionView.as_view(),
        name="import_correction",
    ),
    path("matches/", matches.MatchListView.as_view(), name="match_list"),
    path("matches/<int:pk>/", matches.MatchDetailView.as_view(), name="match_detail"),
    path(
        "matches/<int:pk>/accept/",
        matches.MatchAcceptView.as_view(),
        name="match_accept",
    ),
    path(
        "matches/<int:pk>/reject/",
        matches.MatchRejectView.as_view(),
        name="match_reject",
    ),
]
