"""Properties are checked on the same examples in every run, however busy the machine."""

from hypothesis import settings

settings.register_profile("reproducible", deadline=None, derandomize=True)
settings.load_profile("reproducible")
