"""HTTP by hand: a client that costs next to nothing beside the server it is there to load."""

import json
import socket

PATIENCE = 60


class Cut(ConnectionError):
    """The line went dead before the whole answer was there: nobody knows what became of it."""


class Wire:
    """
    One client of a server on this machine; it keeps its connection where the server does.

    :param scheme: how the token is called in the Authorization header.
    """

    def __init__(self, port, token, *, path="/api/stations/operations", scheme="Bearer"):
        self.port, self.socket = port, None
        self.head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {scheme} {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()

    def send(self, body):
        """The status of the answer, and what its JSON says."""
        status, answer = self.post(json.dumps(body).encode())
        return status, json.loads(answer)

    def post(self, body) -> tuple[int, bytes]:
        """:raises ConnectionError: if there is no server, or it did not answer in full."""
        try:
            self._send(body)
            head, answer = self._read()
        except OSError as error:
            self.close()
            raise Cut(str(error)) from error
        if b"\r\nconnection: close" in head:
            self.close()
        return int(head[9:12]), answer

    def leave(self, body) -> None:
        """Send it, and be gone before the answer comes."""
        try:
            self._send(body)
        finally:
            self.close()

    def _send(self, body):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        self.socket.sendall(b"%b%d\r\n\r\n%b" % (self.head, len(body), body))

    def _read(self):
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head, answer = received[:end].lower(), received[end + 4 :]
        length = int(head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0])
        parts = [answer]
        missing = length - len(answer)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return head, b"".join(parts)

    def _more(self):
        if not (received := self.socket.recv(65536)):
            raise Cut("closed")
        return received

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None
