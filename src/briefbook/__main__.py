"""`python -m briefbook` is the command `briefbook`."""

from briefbook.cli import main

main()
