"""`python -m etl.cli`: the command line where its script is not installed."""

from etl.cli import main

if __name__ == "__main__":
    main(prog_name="communique")
