"""Measurements that are too long for the tests: each module is a command, `python -m bench.<name>`."""
