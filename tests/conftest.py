"""What all tests share: property tests have no deadline, for machines are shared and noisy."""

from hypothesis import settings

settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
