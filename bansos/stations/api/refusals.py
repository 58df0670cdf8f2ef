"""Why a request was turned away whole: nothing of it was done."""


class Turned(Exception):
    """
    :param status: of HTTP.
    :param code: for the device.
    :param at: which part of the body is meant: operations[3].kind.
    """

    def __init__(self, status, code, message, *, at=""):
        super().__init__(message)
        self.status, self.code, self.message, self.at = status, code, message, at

    def payload(self) -> dict:
        return {"code": self.code, "message": self.message, "at": self.at}


def malformed(at, message) -> Turned:
    return Turned(400, "malformed", message, at=at)
