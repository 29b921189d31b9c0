"""The command line: one file a group of commands, errors as one line on stderr with their exit code."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from untoc_graph import __version__
from untoc_graph.errors import UntocError, nearest

__all__ = ["cli", "main"]

# Imported when called: `untoc --help` must not wait for pyshacl, nor `untoc query` for flask.
_COMMANDS = {
    "build": "untoc_graph.cli.build",
    "compare": "untoc_graph.cli.compare",
    "cooperate": "untoc_graph.cli.cooperate",
    "export": "untoc_graph.cli.export",
    "matrix": "untoc_graph.cli.matrix",
    "network": "untoc_graph.cli.network",
    "query": "untoc_graph.cli.query",
    "serve": "untoc_graph.cli.serve",
    "status": "untoc_graph.cli.status",
    "validate": "untoc_graph.cli.validate",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  the signature is click's
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(_COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101  the registry above is ours
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS:
            close = nearest(name, _COMMANDS)
            hint = f"did you mean {' or '.join(close)}?" if close else "`untoc --help` lists them"
            raise click.UsageError(f'no command "{name}"; {hint}')
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="untoc")
def cli() -> None:
    """Build, validate, ask, export and serve the UNTOC knowledge graph.

    Results go to stdout, progress and talk to stderr. Exit: 0 done, 1 the data says no, 2 called wrongly.
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and leave the process: the entry point of `untoc`."""
    try:
        code = cli(args, standalone_mode=False)
    except UntocError as error:
        click.echo(f"untoc: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("untoc: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader (such as `head`) has seen enough; that is no error of ours.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
