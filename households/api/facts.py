"""What the inputs of several records have in common."""

from rest_framework import serializers

WORDS = {"required": False, "allow_blank": True}
MOST_PHOTOS = 9


def facts(maker, fields, data: dict):
    """The part of the input that is the record itself."""
    return maker(**{name: data[name] for name in fields if name in data})


def scans(**options) -> serializers.ListField:
    """Photos of the pages of a paper or a PDF, as multipart form data."""
    options.setdefault("max_length", MOST_PHOTOS)
    return serializers.ListField(child=serializers.FileField(), **options)


def photos(**options) -> serializers.ListField:
    """Photos that come along, as multipart form data."""
    child = serializers.ImageField()
    return serializers.ListField(child=child, max_length=MOST_PHOTOS, **options)
