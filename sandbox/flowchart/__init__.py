"""Flowcharts: read from a drawing, derived from a listing, compared, and carried out."""
