"""The pages of early warning stand side by side."""

from station import policy

TABS = {
    "list": "warning.view",
    "record": "warning.figures",
    "signs": "warning_sign.view",
}


class TabsMixin:
    """Names the pages this person may open."""

    def get_context_data(self, **kwargs):
        user = self.request.user
        tabs = {key: policy.can(user, needed) for key, needed in TABS.items()}
        return super().get_context_data(tabs=tabs, **kwargs)
