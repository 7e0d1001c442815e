"""The nodes of the cloud, what they do, and their processes."""

import json
import socket

from . import arguments, defaults, values
from .errors import Refused, Usage

ROLES = {
    "core": ("base", "primary", "controller", "router"),
    "dea": ("base", "dea"),
}

PROCESSES = {
    "base": ("redis_server",),
    "primary": ("redis_server", "docker_registry"),
    "controller": ("cloud_controller_ng", "stager"),
    "router": ("router2g",),
    "dea": ("dea_ng", "dir_server", "fence", "apptail"),
}


def join(redis, node):
    """Tells the cluster of this node; a node that comes back with another address replaces itself."""
    if node["role"] == "core":
        defaults.install(redis, node["endpoint"])
    redis("HSET", "nodes", node["node"], json.dumps({"ip": _own_address(*node["redis"]), "role": node["role"]}))


def forget(redis, name):
    """Takes a node that is gone for good off the list."""
    redis("HDEL", "nodes", name)


def document(redis):
    """What ``kato config get node`` shows: the roles of each node by its address."""
    return {known["ip"]: {"roles": {role: "START" for role in ROLES[known["role"]]}} for known in _known(redis)}


def listing(command, session):
    """kato node list"""
    words, given = arguments.split(command, json=("-j", "--json"), yaml=("-y", "--yaml"))
    if words != ["list"]:
        raise Usage("kato node list [-j|-y]")
    style = arguments.style(given)
    if style:
        values.show({known["ip"]: list(ROLES[known["role"]]) for known in _known(session.redis)}, style, "")
        return
    for known in _known(session.redis):
        print(known["ip"].ljust(16) + " ".join(ROLES[known["role"]]))


def status(command, session):
    """kato status"""
    words, given = arguments.split(command, json=("-j", "--json"), all=("-a", "--all"))
    if words:
        raise Usage("kato status [-j]")
    running = {known["ip"]: {process: "RUNNING" for process in _processes(known["role"])}
               for known in _known(session.redis)}
    if "json" in given:
        values.show(running, "json", "")
        return
    for address, processes in running.items():
        print(address)
        for process, state in processes.items():
            print(f"  {process.ljust(24)}{state}")


def process(command, session):
    """kato process restart|ready"""
    words, given = arguments.split(command, cluster=("-c", "--cluster"), block=("-b", "--block"))
    if len(words) != 2 or words[0] not in ("restart", "ready"):
        raise Usage("kato process restart [-c] <process> | kato process ready <process>|all")
    verb, name = words
    role = session.node["role"]
    here = _processes(role)
    if name != "all" and name not in {p for every in PROCESSES.values() for p in every}:
        raise Refused(f"there is no process {name}")
    if verb == "ready":
        if name != "all" and name not in here:
            raise Refused(f"the process {name} does not run on this node")
        print("READY")
        return
    if "cluster" not in given and name != "all" and name not in here:
        raise Refused(f"the process {name} does not run on this node; -c restarts it on all nodes that have it")
    for known in _known(session.redis):
        concerned = "cluster" in given or known["name"] == session.node["node"]
        if concerned and (name == "all" or name in _processes(known["role"])):
            print(f"{known['ip']}: restarted {name}")
    session.record("process", "restart", *(["-c"] if "cluster" in given else []), name)


def _processes(role):
    return [process for each in ROLES[role] for process in PROCESSES[each] if each != "base"]


def _known(redis):
    flat = redis("HGETALL", "nodes")
    found = [{"name": name, **json.loads(text)} for name, text in zip(flat[::2], flat[1::2])]
    return sorted(found, key=lambda known: [int(part) for part in known["ip"].split(".")])


def _own_address(host, port):
    """The address that the Core sees this node at."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((host, port))
        return probe.getsockname()[0]
