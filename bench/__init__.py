"""Figures of speed, measured on this machine: ``make bench`` (docs/performance.md)."""
