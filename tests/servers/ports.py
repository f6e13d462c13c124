"""Where servers of the tests listen."""

import socket
from random import SystemRandom

# Below those that systems give to clients.
QUIET_PORTS = range(20_000, 32_000)


def quiet_port() -> int:
    """A free one that no client gets for its own end: else who tries to reach a server that is away meets itself."""
    chance = SystemRandom()
    while True:
        port = chance.choice(QUIET_PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
