"""The few commands of Redis that are needed, over a socket: importing a whole client would take longer than they do."""

import socket

from .errors import Refused

TIMEOUT_SECONDS = 5


class Redis:
    """One connection; replies come as str, int, None or a list of these."""

    def __init__(self, host, port):
        self._address = f"{host}:{port}"
        try:
            self._socket = socket.create_connection((host, port), TIMEOUT_SECONDS)
        except OSError as error:
            raise Refused(f"cannot reach Redis at {self._address}: {error}") from error
        self._replies = self._socket.makefile("rb")

    def __call__(self, *command):
        parts = [str(part).encode() for part in command]
        message = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        try:
            self._socket.sendall(message)
            return self._reply()
        except OSError as error:
            raise Refused(f"Redis at {self._address} does not answer: {error}") from error

    def _reply(self):
        line = self._replies.readline()
        if not line.endswith(b"\r\n"):
            raise Refused(f"Redis at {self._address} closed the connection")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest.decode()
        if kind == b":":
            return int(rest)
        if kind == b"$":
            length = int(rest)
            return None if length < 0 else self._replies.read(length + 2)[:-2].decode()
        if kind == b"*":
            return [self._reply() for _ in range(int(rest))]
        raise Refused(f"Redis at {self._address} answered: {rest.decode()}")
