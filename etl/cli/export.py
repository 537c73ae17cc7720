"""`communique export`: the published warehouse in another format, in a folder or an object store."""

from pathlib import Path

import click

from etl.cli.terminal import printable
from warehouse.exports import ExportRefused, export


def export_and_report(warehouse: Path, form: str, destination: str) -> int:
    """Export and print what was written; returns the exit code: 0, or 1 when nothing was exported."""
    try:
        exported = export(warehouse, form, destination)
    except ExportRefused as refused:
        click.echo(f"communique: nothing exported: {printable(str(refused))}", err=True)
        return 1
    rows, files = sum(exported.rows.values()), len(exported.rows)
    click.echo(f"exported {rows:,} rows in {files} {'file' if files == 1 else 'files'} to {exported.destination}")
    if exported.left_out:
        click.echo(exported.left_out)
    return 0
