"""The configuration: one JSON document a component, in the Core's Redis, shared by all nodes.

As the product does it, a writer rewrites the whole document and checks only a revision that its own node keeps. Two
nodes that write the same component at once therefore lose one of the writes; who automates this must serialise.
"""

import json
import os

from .errors import Refused


class Documents:
    """Reads and rewrites documents; ``local`` is this node's own."""

    def __init__(self, redis, node, revisions=os.path.expanduser("~/.kato/revisions")):
        self._redis = redis
        self._node = node
        self._revisions = revisions

    def read(self, component):
        """The document of a component; an empty one where there is none yet."""
        text = self._redis("GET", self._key(component))
        return {} if text is None else json.loads(text)

    def components(self):
        """The names of all components that have a document."""
        return sorted(key.split(":")[1] for key in self._redis("KEYS", "config:*") if key.count(":") == 1)

    def rewrite(self, component, path, change):
        """Applies ``change`` to the document, writes it whole, and publishes the path that changed."""
        revision = self._revision(component)
        document = self.read(component)
        result = change(document)
        if self._revision(component) != revision:
            raise Refused(f"the configuration of {component} was changed on this node meanwhile; try again")
        self._redis("SET", self._key(component), json.dumps(document, separators=(",", ":")))
        self._advance(component, revision + 1)
        self._redis("PUBLISH", f"{component}:_changes", path)
        return result

    def _key(self, component):
        return f"config:local:{self._node}" if component == "local" else f"config:{component}"

    def _revision(self, component):
        try:
            with open(os.path.join(self._revisions, component), encoding="ascii") as file:
                return int(file.read())
        except (OSError, ValueError):
            return 0

    def _advance(self, component, revision):
        os.makedirs(self._revisions, exist_ok=True)
        target = os.path.join(self._revisions, component)
        temporary = f"{target}.{os.getpid()}"
        with open(temporary, "w", encoding="ascii") as file:
            file.write(str(revision))
        os.replace(temporary, target)
