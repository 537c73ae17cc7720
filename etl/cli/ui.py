"""`communique ui`: Dagster's page and daemon on this project, with their home in `.dagster/`."""

import os
import sys
from pathlib import Path

import click

import etl
from etl.cli import instance

WORKSPACE = Path(etl.__file__).parent.parent / "workspace.yaml"

DG_ADVICE = "ignore:Function `dev_command` is superseded"
"""Dagster advises `dg dev`, which is another distribution and does the same here."""


def serve(port: int) -> None:
    """Become `dagster dev` on the given port of this machine; returns only by raising.

    Raises click.ClickException where the project is not a checkout, which alone holds the workspace file.
    """
    if not WORKSPACE.exists():
        raise click.ClickException(f"the page needs a checkout of the project: there is no {WORKSPACE}")
    command = [sys.executable, "-W", DG_ADVICE, "-m", "dagster", "dev"]
    command += ["--workspace", str(WORKSPACE), "--port", str(port)]
    os.execve(sys.executable, command, {**os.environ, **instance.environment()})
