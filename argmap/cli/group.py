"""The `argmap` command group; the only place where an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys

import click

from argmap import __version__
from argmap.cli.bets import bets
from argmap.cli.build import build
from argmap.cli.convert import convert
from argmap.cli.destination import FAILED, say
from argmap.cli.diff import diff
from argmap.cli.drift import drift
from argmap.cli.eval import eval_
from argmap.cli.explain import explain
from argmap.cli.extract import extract
from argmap.cli.library import library
from argmap.cli.map import map_
from argmap.cli.mechanisms import mechanisms
from argmap.cli.query import query
from argmap.cli.validate import validate
from argmap.errors import ArgmapError

__all__ = ["main"]


class ArgmapGroup(click.Group):
    """Turns every error into one line on stderr and exit code 2; ARGMAP_DEBUG=1 shows the traceback instead.

    What an essay or a server says in it neither moves the cursor nor colours the screen.
    """

    def invoke(self, context: click.Context) -> None:
        """Run the command; let click's own errors pass."""
        try:
            super().invoke(context)
            return
        except ArgmapError as error:
            message = str(error)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(0)
        except MemoryError:
            message = "out of memory (give it less text at once)"
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("ARGMAP_DEBUG"):
                raise
            message = f"internal error: {type(error).__name__}: {error} (ARGMAP_DEBUG=1 shows where; please report it)"
        say(message)
        context.exit(FAILED)


@click.group(cls=ArgmapGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="argmap")
def main() -> None:
    """Read essays and make the graph of their argument.

    Claims, bets, mechanisms, causes, support and attack: each with the words it comes from.

    \b
    Example:
      argmap map essay.md -o map.html --open
    """


for command in (
    bets, build, convert, diff, drift, eval_, explain, extract, library, map_, mechanisms, query, validate,
):
    main.add_command(command)
