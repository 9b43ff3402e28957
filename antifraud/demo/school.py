"""The police school of the demo: its courses, what was held, what lies ahead."""


def make(*, chance, at, scale) -> str:
    """Later."""
    return ""
