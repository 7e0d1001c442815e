"""The documents of a new cloud: what a release ships with, as far as base images are concerned."""

import json

DOCUMENTS = {
    "cluster": {"endpoint": None},
    "fence": {
        "docker": {
            "images": ["helion/stack-alsek", "helion/stack/alsek"],
            "allowed_host_ports": [],
            "allowed_subnet_ips": [],
            "block_network_ips": [],
        },
    },
    "dea_ng": {"docker": {"privileged": False}},
    "stager": {"docker": {"privileged": False}},
    "cloud_controller_ng": {
        "docker_apps": {"require_sudo": True, "allow_any_registry": True, "allowed_registries": []},
    },
}

QUOTAS = {
    "default": {"allow_sudo": False, "memory_limit": 2048, "total_services": 100, "non_basic_services_allowed": True},
    "trusted": {"allow_sudo": False, "memory_limit": 8192, "total_services": 100, "non_basic_services_allowed": True},
}


def install(redis, endpoint):
    """Writes what is not there yet; keeps what is."""
    for component, document in DOCUMENTS.items():
        if component == "cluster":
            document = {**document, "endpoint": endpoint}
        redis("SETNX", f"config:{component}", json.dumps(document, separators=(",", ":")))
    for name, quota in QUOTAS.items():
        redis("HSETNX", "quotas", name, json.dumps(quota, separators=(",", ":")))
