"""`python -m themeline` is the `themeline` command."""

from themeline.cli.main import main

main()
