"""Values of the configuration: reading them from a command line, walking to them, and writing them out."""

import json
import sys

from .errors import Refused

FORMATS = ("json", "yaml", "flat")


def parse(text, style, former):
    """Reads a value as the format flag says; without one, guesses as kato does. Also returns what it guessed."""
    if style == "json":
        try:
            return json.loads(text), None
        except ValueError as error:
            raise Refused(f"the value is not JSON: {error}") from error
    if style == "yaml":
        yaml = _yaml()
        try:
            return yaml.safe_load(text), None
        except yaml.YAMLError as error:
            raise Refused(f"the value is not YAML: {error}") from error
    try:
        guess = json.loads(text)
    except ValueError:
        return text, "string"
    if isinstance(guess, (dict, list)):
        return guess, "struct"
    # `kato config set dea_ng docker/privileged true` is the documented way to set a flag: where a flag or a
    # number was, one is meant.
    if guess is not None and type(guess) is type(former) and not isinstance(guess, str):
        return guess, kind(guess)
    return text, "string"


def kind(value):
    """The name of a value's type, as messages say it."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return "hash"
    return "string"


def keys(path):
    """The steps of a key path such as ``docker/images``."""
    return [step for step in (path or "").split("/") if step]


def find(document, path):
    """The value at a path, or None where there is none."""
    value = document
    for step in keys(path):
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return value


def holder(document, path):
    """The hash that holds the last step of a path, made where it is missing, and that step."""
    *steps, last = keys(path)
    for step in steps:
        document = document.setdefault(step, {})
        if not isinstance(document, dict):
            raise Refused(f"{path}: {step} is a {kind(document)}, not a hash")
    return document, last


def show(value, style, path, out=None):
    """Prints a value: YAML unless told otherwise, a scalar bare, a list as ``- item`` lines. A missing one prints nothing."""
    out = out or sys.stdout
    if value is None:
        return
    if style == "json":
        out.write(json.dumps(value) + "\n")
    elif style == "flat":
        for line in _flat(value, path):
            out.write(line + "\n")
    elif isinstance(value, list) and value and all(_plain(item) for item in value):
        out.writelines(f"- {item}\n" for item in value)
    elif isinstance(value, (dict, list)):
        out.write(_yaml().safe_dump(value, default_flow_style=False))
    else:
        out.write(scalar(value) + "\n")


def scalar(value):
    """A scalar without quotes: true, 5, text."""
    return value if isinstance(value, str) else json.dumps(value)


def _flat(value, path):
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _flat(inner, f"{path}/{key}")
    else:
        yield f"{path} {scalar(value)}"


def _plain(item):
    """Whether YAML writes this string as it is."""
    return (isinstance(item, str) and item[:1].isalpha() and item.isascii()
            and all(c.isalnum() or c in "._-/:@" for c in item) and not item.endswith(":")
            and item.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


def _yaml():
    sys.path.append("/usr/lib/python3/dist-packages")
    import yaml  # Takes longer than everything else together: only where it is needed.
    return yaml
