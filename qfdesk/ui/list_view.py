"""The list as it is seen: rows of 30 pixels, columns by choice, the keyboard moves the record in the editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from qfdesk.language import _, say
from qfdesk.ui.column_widths import fitted
from qfdesk.ui.list_model import EntryList
from qfdesk.ui.row_painter import RowPainter
from qfdesk.ui.theme import px


class EntryTable(QTableView):
    """The list of one register. ``chosen`` carries the id of the row one stands on, ``entered`` asks to edit it."""

    chosen = Signal(int)
    entered = Signal(int)
    columns_changed = Signal()

    def __init__(self, model: EntryList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._quiet = False
        self._stood: int | None = None
        self._chosen: dict[str, int] = {}
        self._fitting = False
        self.leave: Callable[[], bool] = lambda: True
        self.setModel(model)
        self.painter = RowPainter(model, self)
        self.setItemDelegate(self.painter)
        self._set_up_rows()
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)
        self.doubleClicked.connect(lambda index: self._enter(index.row()))
        self.say_words()

    def _set_up_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(30))

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        header.setMinimumSectionSize(48)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        self._show_order()
        self.setSortingEnabled(True)
        self.set_widths({})

    def say_words(self) -> None:
        """Says the words again in the language in use."""
        self.setAccessibleName(say(_("List of {register}"), register=say(self._model.entry.label)))
        self._fit()

    def take_theme(self) -> None:
        """Takes the colours and sizes again."""
        self.painter.take_theme()
        self.verticalHeader().setDefaultSectionSize(px(30))
        self._fit()
        self.viewport().update()

    def current_id(self) -> int | None:
        """The entry the person stands on."""
        listed = self._model.row(self.currentIndex().row())
        return listed.id if listed else None

    def selected_ids(self) -> list[int]:
        """The entries selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [listed.id for row in rows if (listed := self._model.row(row))]

    def stand_on(self, entry: int, *, quiet: bool = False) -> bool:
        """Moves to an entry; ``quiet`` without telling anybody. False when it is not in the list."""
        row = self._model.row_of(entry)
        if row is None or row >= self._model.rowCount():
            return False
        self.stand_on_row(row, quiet=quiet)
        return True

    def stand_on_row(self, row: int, *, quiet: bool = False) -> None:
        """Moves to a row, made visible."""
        index = self._model.index(row, max(0, self.horizontalHeader().logicalIndex(0)))
        self._quiet = quiet
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._quiet = False
        self.scrollTo(index)

    def _remember(self) -> None:
        self._stood = self.current_id()

    def _return(self) -> None:
        if self._stood is not None:
            self.stand_on(self._stood, quiet=True)

    def step(self, by: int) -> None:
        """To the next or the previous row."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.stand_on_row(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painter.mark(self.selectionModel().selection())
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._enter(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _enter(self, row: int) -> None:
        if listed := self._model.row(row):
            self.entered.emit(listed.id)

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self._quiet or not current.isValid():
            return
        if not self.leave():
            if previous.isValid():
                self.stand_on_row(previous.row(), quiet=True)
            else:
                self.clearSelection()
            return
        if listed := self._model.row(current.row()):
            self.chosen.emit(listed.id)

    def chosen_widths(self) -> dict[str, int]:
        """The widths the person chose by hand; empty where the columns share the room."""
        return dict(self._chosen)

    def seen(self) -> tuple[str, ...]:
        """The columns in the order they are seen."""
        return tuple(self.widths())

    def widths(self) -> dict[str, int]:
        """How wide each column is, by its key, in the order they are seen."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(n) for n in range(header.count()))
        return {self._model.columns[place]: header.sectionSize(place) for place in places}

    def set_widths(self, widths: dict[str, int]) -> None:
        """Sets the widths the person chose; without any the columns share the room there is."""
        self._chosen = dict(widths)
        self._fit()

    def _fit(self) -> None:
        self._fitting = True
        wide = fitted(self._model, self.viewport().width())
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, self._chosen.get(column) or wide[column])
        self._fitting = False

    def _resized(self, place: int, _before: int, width: int) -> None:
        if not self._fitting and self.isVisible():
            self._chosen = self.widths()
            self.columns_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._chosen:
            self._fit()

    def show_columns(self, columns: tuple[str, ...], widths: dict[str, int] | None = None) -> None:
        """Shows these columns in this order."""
        self._model.show_columns(columns)
        header = self.horizontalHeader()
        header.blockSignals(True)
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        header.blockSignals(False)
        self.set_widths(widths or {})
        self._show_order()
        self.columns_changed.emit()

    def _show_order(self) -> None:
        key, down = self._model.query.order
        place = self._model.columns.index(key) if key in self._model.columns else -1
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)

    def _offer_columns(self, at: QPoint) -> None:
        menu = self.column_menu(self)
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    def column_menu(self, parent: QWidget) -> QMenu:
        """A menu of all fields of the register to show or hide."""
        menu = QMenu(parent)
        for column in self._model.offered():
            action = menu.addAction(self._model.label(column).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(column in self._model.columns)
            action.toggled.connect(partial(self._toggle_column, column))
        menu.addSeparator()
        again = menu.addAction(say(_("Columns as at first")))
        again.triggered.connect(lambda: self.show_columns(self._model.entry.columns))
        return menu

    def _toggle_column(self, column: str, shown: bool) -> None:
        columns = (*self.seen(), column) if shown else tuple(c for c in self.seen() if c != column)
        if columns:
            self.show_columns(columns)
