"""What every test of the house may use."""

import os

from hypothesis import settings

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.browser", "tests.plugins.cast"]

# How long an example takes says nothing about the code on a busy machine; continuous integration tries the same examples each time.
settings.register_profile("gongkai", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gongkai")
