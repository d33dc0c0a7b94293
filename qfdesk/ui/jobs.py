"""Long work beside the window: one function in a worker thread, with progress and a way to stop it.

A job holds no widget. It is a function of a Progress; what it returns or raises is handed over in the GUI's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from qfdesk.errors import Cancelled
from qfdesk.language import _, say
from qfdesk.ui.theme import set_role

T = TypeVar("T")


class Progress(QObject):
    """What a running job is called with: ``progress(done, total)`` tells how far it is.

    The call raises Cancelled once the person has stopped the job; ``total`` 0 means nobody knows.
    """

    told = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.told.emit(done, total)

    def stop(self) -> None:
        """Asks the job to end at its next step."""
        self._stop.set()


class _Run(QRunnable):
    """Calls the work in the pool's thread and sends the outcome to the job."""

    def __init__(self, job: Job, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        try:
            result = self._work(self._job.progress)
        except BaseException as error:  # a panic of a native reader is a BaseException and must not kill the thread
            self._job.ended.emit(None, error)
        else:
            self._job.ended.emit(result, None)


class Job(QObject):
    """One piece of work under way."""

    ended = Signal(object, object)

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.progress = Progress()


class Jobs(QObject):
    """Runs jobs and knows which are under way. ``begun`` and ``over`` carry the Job; ``failed`` an error none took."""

    begun = Signal(object)
    over = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._running)

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Starts the work; ``done`` gets its result and ``failed`` its error, both in the GUI's thread.

        Without ``failed`` the error goes out by the signal of that name. A stopped job calls neither.
        """
        job = Job(title, self)
        self._running.append(job)

        def end(result: T, error: BaseException | None) -> None:
            self._running.remove(job)
            self.over.emit(job)
            job.deleteLater()
            if error is None:
                done(result)
            elif not isinstance(error, Cancelled):
                (failed or self.failed.emit)(error)

        job.ended.connect(end)
        self.begun.emit(job)
        self._pool.start(_Run(job, work))
        return job

    def stop_all(self) -> None:
        """Stops every job and waits until the last one has taken back what it had begun."""
        for job in self._running:
            job.progress.stop()
        self._pool.waitForDone()


class JobBar(QWidget):
    """The running job in the status bar: its title, how far it is, and a button to stop it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._title, self._bar, self._stop = QLabel(), QProgressBar(), QPushButton()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        set_role(self._stop, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        for widget in (self._title, self._bar, self._stop):
            row.addWidget(widget)
        self._stop.clicked.connect(self._stop_first)
        jobs.begun.connect(self._show)
        jobs.over.connect(self._show_next)
        self.hide()

    @Slot(object)
    def _show(self, job: Job) -> None:
        self._title.setText(job.title)
        self._stop.setText(say(_("Stop")))
        self._stop.setAccessibleName(say(_("Stop: {title}"), title=job.title))
        self._bar.setRange(0, 0)
        job.progress.told.connect(self._move)
        self.show()

    @Slot(object)
    def _show_next(self, _job: Job) -> None:
        if self._jobs.running:
            self._show(self._jobs.running[0])
        else:
            self.hide()

    @Slot(int, int)
    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _stop_first(self) -> None:
        if self._jobs.running:
            self._jobs.running[0].progress.stop()
