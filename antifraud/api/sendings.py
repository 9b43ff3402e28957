"""The sending of alerts over REST."""

RESOURCES = {}
FOLLOWED = ()
