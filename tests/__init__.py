"""Tests hold the sources to what they say; only `test_compiled` looks at what was compiled from them."""

import os

os.environ["COMMUNIQUE_COMPILED"] = "no"
