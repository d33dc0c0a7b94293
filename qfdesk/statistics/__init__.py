"""Queries in, plain tables out."""
