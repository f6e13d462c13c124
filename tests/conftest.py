"""Servers that tests may ask for, and how laws are tried."""

from hypothesis import HealthCheck, settings

# How long an example takes is not what a law is about: a busy machine is no fault of ours.
settings.register_profile("laws", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laws")

pytest_plugins = ("tests.servers.mongo", "tests.servers.kafka")
