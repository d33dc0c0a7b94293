"""The window: the only part of the house that knows Qt. It speaks to the desk and to nothing behind it."""
