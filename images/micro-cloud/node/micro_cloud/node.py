"""What this node knows of itself; the entrypoint writes it down."""

import json

from .errors import Refused

FILE = "/etc/micro-cloud/node.json"


def load():
    """The cloud, this node's name and role, the API endpoint, and where Redis answers."""
    try:
        with open(FILE, encoding="utf-8") as file:
            return json.load(file)
    except OSError as error:
        raise Refused(f"this node does not belong to a micro cloud: {error}") from error
