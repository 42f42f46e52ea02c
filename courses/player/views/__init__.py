"""The player's pages, by who reads them: everyone, a teacher about their own study, a teacher in a lesson."""
