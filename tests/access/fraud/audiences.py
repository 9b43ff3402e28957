"""What the access tests know of audiences."""

PAGES = {}
MAKERS = {}  # a record of each kind, in a village
RECORDS = {}  # resource of the API: what its records are called in MAKERS
OWN = set()  # resources without a record of somebody else
REST = {}  # resource: a record of it in an area, with SECRET in what is sealed
