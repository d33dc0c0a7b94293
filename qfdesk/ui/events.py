"""What the parts of the window tell each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Events(QObject):
    """One of these per window; whoever is told decides whether it concerns him.

    ``changed`` carries the Saved of a save, move or void, or None when anything may have changed (an import).
    ``open_entry`` asks to show an entry (register, id). ``say`` is a line for the status bar.
    ``keep_typed``: what is typed has to be on disk now, since the program may end at any moment.
    ``handed_over``: another person sits down; what is typed was kept and must no longer be held.
    ``language_changed``: the words must be said again. ``theme_changed``: icons must be drawn again.
    """

    changed = Signal(object)
    open_entry = Signal(str, int)
    say = Signal(str)
    keep_typed = Signal()
    handed_over = Signal()
    language_changed = Signal()
    theme_changed = Signal()
