"""How moving says no."""


class MovingRefused(Exception):
    """A rule said no; the message is meant for the user."""
