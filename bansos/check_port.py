"""Says in one sentence why nothing can listen on a port, and what to do. Standard library only."""

import socket
import sys


def obstacle(port: str) -> str | None:
    """Why nothing of ours can listen there, if so."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: choose a number between 1024 and 65535."
    try:
        socket.create_server(("127.0.0.1", int(port))).close()
    except PermissionError:
        return f"Port {port} is reserved for the administrator: try PORT=8000."
    except OSError:
        return f"Port {port} is in use: stop what is using it or try PORT={int(port) % 65535 + 1}."
    return None


if __name__ == "__main__":
    sys.exit(obstacle(sys.argv[1]))
