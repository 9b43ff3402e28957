"""What the access tests know of overview."""

from tests.access.rows import Row

PAGES = {"antifraud:overview": Row("alert.view")}
MAKERS = {}  # a record of each kind, in a village
RECORDS = {}  # resource of the API: what its records are called in MAKERS
OWN = set()  # resources without a record of somebody else
REST = {}  # resource: a record of it in an area, with SECRET in what is sealed
