"""The chiefs' dashboards: figures of declared metrics, arranged to be read at a glance."""
