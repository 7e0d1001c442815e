"""Who changed what, and when."""

import json
import os
import shlex
import time

from . import arguments, values
from .errors import Usage


def record(redis, node, command, arguments_given):
    """Notes a command that changed something."""
    redis("RPUSH", "history", json.dumps({
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "user": os.environ.get("USER") or str(os.getuid()),
        "node": node,
        "command": " ".join([command, *map(shlex.quote, arguments_given)]),
    }))


def run(command, session):
    """kato history"""
    words, given = arguments.split(command, json=("-j", "--json"))
    if words:
        raise Usage("kato history [-j]")
    entries = [json.loads(text) for text in session.redis("LRANGE", "history", 0, -1)]
    if "json" in given:
        values.show(entries, "json", "")
        return
    for entry in entries:
        print("{at} {user}@{node} {command}".format(**entry))
