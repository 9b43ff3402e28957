"""The REST API: who may ask, in which form, how it describes itself."""

from config import env

# The kinds of records that clients can follow.
FOLLOWED = "config.feed.FOLLOWED"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "station.api.authentication.TokenAuthentication",
        "station.api.authentication.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["station.api.permissions.PolicyPermission"],
    "DEFAULT_PARSER_CLASSES": ["station.api.content.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["station.api.content.BytesRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "station.api.content.JSONOnly",
    "DEFAULT_SCHEMA_CLASS": "station.api.openapi.StationSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "station.api.problems.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": [],
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Fengqiao",
    "DESCRIPTION": (
        "Everything the pages do, for other systems and offline devices. Lists are "
        "paged by cursor; changes name the version that was read; errors are problem "
        "details (RFC 9457); whole ID and phone numbers come only through `reveal`."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "DEFAULT_GENERATOR_CLASS": "station.api.openapi.EnglishGenerator",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],  # enumerations stay where they are used
}

# Streams of whole resources: how many at once for one key and for all together, which
# leaves threads for the pages, and how long one may take.
PULLS_PER_KEY = env.number("PULLS_PER_KEY", default=2, least=1)
PULLS_AT_ONCE = env.number("PULLS_AT_ONCE", default=3, least=1)
PULL_SECONDS = env.number("PULL_SECONDS", default=1800, least=10)
