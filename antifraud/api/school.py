"""The police school over REST."""

RESOURCES = {}
FOLLOWED = ()
