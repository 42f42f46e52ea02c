"""News that upper rooms answer."""

from django.dispatch import Signal

# Asked before a language is taken away; whoever has something in it answers in words: ``language`` is its tag.
uses_of_language = Signal()
# The order of a language's letters changed: whoever keeps a column to sort by fills it again. ``language`` is its tag.
alphabet_changed = Signal()
