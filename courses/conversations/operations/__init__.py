"""What is written: messages and announcements, and the discussion of lessons."""
