"""The map of a station: its outlines, what stands there, and figures by area.

Drawn by the server from the station's own data, with nothing from another host; the
lists beside the picture say the same.
"""
