"""Language, theme and size of the words: remembered per person, switched while the window stands."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from qfdesk import language
from qfdesk.ui.memory import Memory
from qfdesk.ui.theme import apply_theme, theme_name

THEMES = ("system", "light", "dark")


class Looks(QObject):
    """What the program looks and sounds like. ``spoken`` after another language, ``painted`` after another theme."""

    spoken = Signal()
    painted = Signal()

    def __init__(self, app: QApplication, memory: Memory) -> None:
        super().__init__(app)
        self._app, self._memory = app, memory
        self._translator = QTranslator(self)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def theme(self) -> str:
        return str(self._memory.get("theme", "system"))

    @property
    def size(self) -> str:
        return str(self._memory.get("size", "normal"))

    @property
    def tells(self) -> bool:
        """Whether this seat wants to be told in the tray what falls due."""
        return bool(self._memory.get("tray", True))

    def tell(self, wanted: bool) -> None:
        """Sets whether the tray tells what falls due."""
        self._memory.put("tray", wanted)

    def begin(self, lang: str | None = None) -> None:
        """Puts on what was remembered. The language asked for goes before the one chosen in the window before."""
        chosen = lang or str(self._memory.get("lang", ""))
        self._speak(chosen if chosen in language.LANGUAGES else language.screen())
        apply_theme(self._app, self.theme, self.size)

    def speak(self, lang: str) -> None:
        """Switches the screen's language, Qt's own words included."""
        if lang != language.screen():
            self._memory.put("lang", lang)
            self._speak(lang)
            self.spoken.emit()

    def paint(self, theme: str, size: str) -> None:
        """Switches theme and size of the words."""
        if (theme, size) != (self.theme, self.size):
            self._memory.put("theme", theme)
            self._memory.put("size", size)
            apply_theme(self._app, theme, size)
            self.painted.emit()

    def other_theme(self) -> None:
        """Light instead of dark, or the other way round."""
        self.paint("light" if theme_name() == "dark" else "dark", self.size)

    def other_language(self) -> None:
        """The language that is not in use."""
        keys = list(language.LANGUAGES)
        self.speak(keys[(keys.index(language.screen()) + 1) % len(keys)])

    def _speak(self, lang: str) -> None:
        language.use(lang)
        QLocale.setDefault(QLocale(lang))
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{lang}", folder):
            self._app.installTranslator(self._translator)

    def _system_changed(self) -> None:
        if self.theme == "system":
            apply_theme(self._app, "system", self.size)
            self.painted.emit()
