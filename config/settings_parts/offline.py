"""What phones keep of the site for work without signal."""

from config import env

# How long a round taken along stays readable; what waits to be sent stays until sent.
OFFLINE_HOURS = env.number("OFFLINE_HOURS", default=24, least=1)
