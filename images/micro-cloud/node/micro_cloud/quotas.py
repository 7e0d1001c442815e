"""helion quotas, quota show, quota configure: what a group of users may do."""

import json
import sys

from . import arguments, values
from .errors import Refused, Usage

SWITCHES = {"allow": ("--allow-sudo",), "forbid": ("--no-allow-sudo",)}


def listing(command, session):
    """helion quotas"""
    words, given = arguments.split(command, json=("--json",))
    if words:
        raise Usage("helion quotas [--json]")
    known = {name: _read(session.redis, name) for name in sorted(session.redis("HKEYS", "quotas"))}
    if "json" in given:
        values.show([_entity(name, quota) for name, quota in known.items()], "json", "")
        return
    for name, quota in known.items():
        print(f"{name.ljust(20)}sudo: {'yes' if quota['allow_sudo'] else 'no'}")


def run(command, session):
    """helion quota show|configure"""
    words, given = arguments.split(command, json=("--json",), **SWITCHES)
    verb, *words = words or [""]
    if verb == "show" and len(words) == 1 and not given & {"allow", "forbid"}:
        _show(words[0], "json" in given, session)
    elif verb == "configure" and len(words) <= 1:
        _configure(words, given, session)
    else:
        raise Usage("helion quota show <name> [--json] | helion quota configure <name> --allow-sudo|--no-allow-sudo")


def _show(name, as_json, session):
    quota = _read(session.redis, name)
    if as_json:
        values.show(_entity(name, quota), "json", "")
        return
    print(name)
    for key, value in quota.items():
        print(f"  {key.ljust(30)}{values.scalar(value)}")


def _configure(words, given, session):
    if not words:
        raise Refused("which quota? (the product shows a menu here; this stand-in does not)")
    name = words[0]
    quota = _read(session.redis, name)
    if given & {"allow", "forbid"} in ({"allow"}, {"forbid"}):
        quota["allow_sudo"] = "allow" in given
    else:
        raise Usage("helion quota configure <name> --allow-sudo|--no-allow-sudo")
    session.redis("HSET", "quotas", name, json.dumps(quota, separators=(",", ":")))
    session.record("quota", "configure", name, SWITCHES["allow" if quota["allow_sudo"] else "forbid"][0])
    print(f"Configuring quota {name} ... OK", file=sys.stdout)


def _read(redis, name):
    text = redis("HGET", "quotas", name)
    if text is None:
        raise Refused(f"there is no quota {name}")
    return json.loads(text)


def _entity(name, quota):
    return {"metadata": {"guid": f"quota-{name}"}, "entity": {"name": name, **quota}}
