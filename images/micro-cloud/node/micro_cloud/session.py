"""One run of a command on this node."""

import os
import sys

from . import history, node
from .documents import Documents
from .errors import Refused, Usage
from .redis import Redis


class Session:
    """What a command works with: this node, Redis, the documents, and the record of changes."""

    def __init__(self, command):
        self.command = command
        self.node = node.load()
        self.redis = Redis(*self.node["redis"])
        self.documents = Documents(self.redis, self.node["node"])

    def record(self, *arguments):
        """Notes a command that changed something."""
        history.record(self.redis, self.node["node"], self.command, arguments)


def start(command, help_text, run):
    """Runs a command as a program: help, refusal of root, messages on standard error, the exit status."""
    words = sys.argv[1:]
    if not words or {"-h", "--help"} & set(words) or words == ["help"]:
        print(help_text.strip())
        return 0 if words else 2
    try:
        if os.geteuid() == 0:
            raise Refused(f"{command} is run by the system user, not by root: su stackato")
        run(words, Session(command))
    except Refused as error:
        print(f"{command}: {error}", file=sys.stderr)
        return 1
    except Usage as error:
        print(f"{command}: {error}\nSee: {command} --help", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 141
    return 0
