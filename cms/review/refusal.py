"""How a rule of the review says no."""


class ReviewRefused(Exception):
    """A rule said no; the message is meant for the user."""
