"""What is asked before something is done to many rows."""

from station.forms.once import OnceForm


class BulkForm(OnceForm):
    """Asks nothing more; knows who asks and which rows were chosen."""

    def __init__(self, *args, user, rows, **kwargs):
        self.user, self.rows = user, rows
        super().__init__(*args, **kwargs)
