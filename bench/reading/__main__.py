"""Where `python -m bench.reading` begins; reading processes import a main module again, but none of this name."""

from bench.reading import main

main()
