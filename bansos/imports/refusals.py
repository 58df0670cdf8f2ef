class Refused(Exception):
    """An import that cannot go on so; the message is a sentence for the screen."""


class Busy(Refused):
    """It cannot go on at this moment; nothing about it is wrong."""
