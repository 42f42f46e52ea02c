"""Pages of messages and announcements, and of the discussion of lessons."""
