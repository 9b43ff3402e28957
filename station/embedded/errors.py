"""What goes wrong with the embedded services, in words that say what to do."""


class EmbeddedError(Exception):
    """Shown to the person at the terminal as it stands, without a traceback."""
