"""`python -m argmap`, and the entry point of the `argmap` command."""

from argmap.cli import main

if __name__ == "__main__":
    main()
