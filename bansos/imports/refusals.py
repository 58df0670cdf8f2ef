class Refused(Exception):
    """An import that cannot go on so; the message is a sentence for the screen."""
