"""A living station to try: places, people and months of history that end today."""
