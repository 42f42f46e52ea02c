"""The review of a course in the browser."""
