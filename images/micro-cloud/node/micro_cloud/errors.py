"""What ends a command with a message instead of a stack trace."""


class Refused(Exception):
    """The command cannot do what was asked; the message says why."""


class Usage(Exception):
    """The command was not understood."""
