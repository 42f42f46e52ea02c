"""Pages of study: groups with their people, joining and leaving, dates of one person."""
