"""Why assessment says no."""


class AssessmentRefused(Exception):
    """A rule said no; the message is meant for the user."""
