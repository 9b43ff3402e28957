"""What an action says when the rules forbid it."""


class RuleError(Exception):
    """The rules forbid this; the message tells the officer why."""

    def __init__(self, message: str, *, code: str = "refused") -> None:
        super().__init__(message)
        self.code = code


class StaleVersion(RuleError):
    """Somebody else saved meanwhile; ``current`` is what stands now."""

    values: dict | None = (
        None  # what of it the client is told, where more than a version
    )

    def __init__(self, message: str, *, current: object = None) -> None:
        super().__init__(message, code="stale_version")
        self.current = current
