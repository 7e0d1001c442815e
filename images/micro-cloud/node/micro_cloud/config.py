"""kato config get, set, del, push, pop."""

import sys

from . import arguments, nodes, values
from .errors import Refused, Usage


def run(command, session):
    """Runs one of the commands; ``command`` is what follows ``kato config``."""
    words, given = arguments.split(command, force=("--force",), **arguments.FORMAT)
    style = arguments.style(given)
    verb, *words = words or [""]
    if verb == "get":
        _get(words, style, session)
    elif verb in ("set", "push", "pop", "del"):
        _write(verb, words, style, "force" in given, session)
    else:
        raise Usage(f"kato config knows get, set, del, push and pop, not {verb!r}")


def _get(words, style, session):
    if len(words) > 2:
        raise Usage("kato config get [options] [<component>] [<key-path>]")
    if not words:
        for component in session.documents.components():
            values.show({component: session.documents.read(component)}, style, "")
        return
    component, path = words[0], (words[1:] or [""])[0]
    document = nodes.document(session.redis) if component == "node" else session.documents.read(component)
    value = values.find(document, path)
    if value == {} and not path:
        return
    values.show(value, style, "/".join([component, *values.keys(path)]))


def _write(verb, words, style, force, session):
    least = 2
    if not least <= len(words) <= (2 if verb == "del" else 3) or not values.keys(words[1]):
        raise Usage(f"kato config {verb} [options] <component> <key-path>" + ("" if verb == "del" else " [<value>]"))
    component, path = words[0], words[1]
    if component == "node":
        raise Refused("the component node is written by the nodes themselves")
    text = words[2] if len(words) == 3 else None
    if text is None and verb in ("set", "push"):
        text = sys.stdin.read().removesuffix("\n")

    change = {"set": _set, "push": _push, "pop": _pop, "del": _delete}[verb]
    result, assumed = session.documents.rewrite(
        component, path, lambda document: change(document, path, text, style, force))
    session.record("config", verb, component, path, *([] if text is None else [text]))
    if assumed:
        print(f"WARNING: Assumed type {assumed}")
    values.show(result, None, "")


def _set(document, path, text, style, force):
    former = values.find(document, path)
    value, assumed = values.parse(text, style, former)
    if former is not None and not force and values.kind(value) != values.kind(former):
        raise Refused(f"{path} is a {values.kind(former)}, and the new value is a {values.kind(value)}; "
                      "--force changes the type")
    holder, last = values.holder(document, path)
    holder[last] = value
    return value, assumed


def _push(document, path, text, style, force):
    value, assumed = values.parse(text, style, None)
    items = _list(document, path, missing=[])
    items.append(value)
    holder, last = values.holder(document, path)
    holder[last] = items
    return items, assumed


def _pop(document, path, text, style, force):
    items = _list(document, path, missing=None)
    if text is None:
        if not items:
            raise Refused(f"{path} is empty")
        items.pop()
        return items, None
    value, assumed = values.parse(text, style, None)
    if value not in items:
        raise Refused(f"{path} does not hold {text}")
    items.remove(value)
    return items, assumed


def _delete(document, path, text, style, force):
    if values.find(document, path) is None:
        raise Refused(f"there is no {path}")
    holder, last = values.holder(document, path)
    del holder[last]
    return None, None


def _list(document, path, missing):
    items = values.find(document, path)
    items = missing if items is None else items
    if items is None:
        raise Refused(f"there is no {path}")
    if not isinstance(items, list):
        raise Refused(f"{path} is a {values.kind(items)}, not a list")
    return items
