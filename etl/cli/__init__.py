"""The command `communique`: run the whole path; query, explain and export what it published; open Dagster's page.

Each command imports what it needs when it is called, so that `communique sql` answers without loading Dagster.
Exit codes: 0 done, 1 not done (nothing published or exported, something to mend), 2 a mistake in what was asked,
130 interrupted.
"""

from pathlib import Path

import click

from etl.defs import settings
from etl.lexicon.loader import LexiconError, in_use

warehouse_option = click.option(
    "--warehouse",
    type=click.Path(dir_okay=False, path_type=Path),
    default=settings.warehouse_file,
    show_default=f"${settings.WAREHOUSE_VARIABLE}, else warehouse/communique.duckdb",
    help="The published DuckDB file; all state of a warehouse lies beside it.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="communique", message="communique %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn a folder of foreign-affairs articles into a warehouse of events, people and topics."""
    if context.invoked_subcommand == "doctor":
        return  # says itself what is wrong with the settings
    try:
        settings.name_lexicon()
    except settings.SettingsError as error:
        raise click.UsageError(str(error)) from error


@main.command()
@click.option(
    "--seeds",
    default=lambda: str(settings.seeds_folder()),
    show_default=f"${settings.SEEDS_VARIABLE}, else seeds",
    help="The folder of raw articles, or its address in an object store (s3://bucket/prefix).",
)
@warehouse_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=settings.workers,
    show_default="one per processor",
    help="How many processes read at once.",
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=settings.corrections_file,
    show_default=f"${settings.CORRECTIONS_VARIABLE}, else communique-corrections.yaml beside the articles",
    help="The file of your corrections.",
)
@click.option("--full", is_flag=True, help="Read every article again, also those read before.")
@click.option("--verbose", "-v", is_flag=True, help="Print Dagster's own log, with the traceback of a failure.")
def run(seeds: str, warehouse: Path, workers: int, corrections: Path | None, full: bool, verbose: bool) -> None:
    """Read what is new in the folder of articles and publish the warehouse."""
    from etl.cli.run import run_and_report

    folder = settings.folder(seeds)
    if isinstance(folder, Path) and not folder.is_dir():
        raise click.UsageError(f"there is no folder {seeds}")
    if warehouse.is_dir():
        raise click.UsageError(f"{warehouse} is a folder, not a file")
    try:
        in_use()
    except LexiconError as error:
        raise click.UsageError(str(error)) from error
    own = corrections.absolute() if corrections is not None else None
    raise SystemExit(run_and_report(folder, warehouse.absolute(), workers, corrections=own, full=full, verbose=verbose))


@main.command()
@click.argument("query")
@warehouse_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
def sql(query: str, warehouse: Path, form: str) -> None:
    """Ask the published warehouse a question in DuckDB's SQL: communique sql "from events"."""
    from etl.cli.sql import print_query

    raise SystemExit(print_query(warehouse, query, form))


@main.command("explain")
@click.argument("thing")
@warehouse_option
@click.option("--all", "everything", is_flag=True, help="Show every telling and mention.")
def explain_command(thing: str, warehouse: Path, everything: bool) -> None:
    """Show what a thing rests on: an event, person, office, day (yyyy-mm-dd), article, …, by its id or its name."""
    from etl.cli.explain import explain

    raise SystemExit(explain(warehouse, thing, everything=everything))


@main.command("changes")
@warehouse_option
@click.option("--all", "everything", is_flag=True, help="Show every change.")
@click.option("--json", "as_json", is_flag=True, help="Print every change as JSON.")
def changes_command(warehouse: Path, everything: bool, as_json: bool) -> None:
    """Show what the last run added, merged, split or withdrew."""
    from etl.cli.changes import print_changes

    raise SystemExit(print_changes(warehouse, everything=everything, as_json=as_json))


@main.command("doctor")
def doctor_command() -> None:
    """Say what is wrong with this installation, its settings and its folders, and what to do."""
    from etl.cli.doctor import examine

    raise SystemExit(examine())


@main.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "jsonl", "gdelt"]),
    required=True,
    help="Reader views as Parquet, CSV or JSON Lines; or events as GDELT's Events table.",
)
@click.option(
    "--to",
    "destination",
    required=True,
    help="The folder to write, or its address in an object store (s3://bucket/prefix). "
    "An earlier export that lies there is replaced.",
)
@warehouse_option
def export_command(form: str, destination: str, warehouse: Path) -> None:
    """Write the published warehouse in another format, with a datapackage.json that describes every file."""
    from etl.cli.export import export_and_report

    raise SystemExit(export_and_report(warehouse, form, destination))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Where to serve the page.")
def ui(port: int) -> None:
    """Open Dagster's page on this project: the graph, its checks, the history of runs."""
    from etl.cli.ui import serve

    serve(port)
