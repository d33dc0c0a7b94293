"""Long work beside the window: one function in a worker thread, with progress and a way to stop it.

A job holds no widget. It is a function of a Progress; what it returns or raises is handed over in the GUI's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from qfdesk.errors import Cancelled
from qfdesk.language import _, say
from qfdesk.ui.theme import set_role
from qfdesk.ui.told import ask

T = TypeVar("T")
Work = Callable[["Progress"], Any]


class Progress:
    """What a running job is called with: ``progress(done, total)`` tells how far it is.

    The call raises Cancelled once the person has stopped the job; ``total`` 0 means nobody knows.
    """

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)

    def stop(self) -> None:
        """Asks the job to end at its next step."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to."""
        return self._stop.is_set()


class Job:
    """One piece of work under way, in a thread of its own. ``tell`` and ``end`` carry its news home."""

    def __init__(self, title: str, work: Work, jobs: Jobs) -> None:
        self.title = title
        self.progress = Progress(lambda done, total: jobs.told.emit(self, done, total))
        self.done: Callable[[Any], None] = lambda _result: None
        self.failed: Callable[[BaseException], None] = jobs.failed.emit
        self.quiet = self.seen = False
        self._work, self._jobs = work, jobs
        self.thread = threading.Thread(target=self._run, name=title, daemon=True)

    def _run(self) -> None:
        """In the thread: does the work and sends the outcome home."""
        try:
            try:
                result, error = self._work(self.progress), None
            finally:
                if self._jobs.after:
                    self._jobs.after()
        except BaseException as caught:  # a panic of a native reader is a BaseException and must not end the thread
            result, error = None, caught
        self._jobs.arrived.emit(self, result, error)


class Jobs(QObject):
    """Runs jobs and knows which are under way. ``begun`` and ``over`` carry the Job; ``failed`` an error none took.

    ``told`` carries how far a job is. ``after`` is called in a job's thread when its work has ended, to give back what
    belongs to that thread. The signals of a job's thread arrive queued, so that all answers are given in the GUI's.
    """

    begun = Signal(object)
    over = Signal(object)
    failed = Signal(object)
    told = Signal(object, int, int)
    arrived = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, after: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        self.after = after
        self._running: list[Job] = []
        self.arrived.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.told.connect(self._show_late, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs a person knows of."""
        return tuple(job for job in self._running if not job.quiet)

    @property
    def seen(self) -> tuple[Job, ...]:
        """The jobs that are shown: those a person knows of, and quiet ones that told how far they are."""
        return tuple(job for job in self._running if job.seen)

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        *,
        quiet: bool = False,
    ) -> Job:
        """Starts the work; ``done`` gets its result and ``failed`` its error, both in the GUI's thread.

        Without ``failed`` the error goes out by the signal of that name. A stopped job calls neither. A ``quiet`` job
        is shown only once it tells how far it is, and nobody is asked before it is stopped.
        """
        job = Job(title, work, self)
        job.quiet, job.seen = quiet, not quiet
        job.done = done
        if failed:
            job.failed = failed
        self._running.append(job)
        if not quiet:
            self.begun.emit(job)
        job.thread.start()
        return job

    @Slot(object)
    def _show_late(self, job: Job) -> None:
        if job in self._running and not job.seen:
            job.seen = True
            self.begun.emit(job)

    @Slot(object, object, object)
    def _end(self, job: Job, result: object, error: BaseException | None) -> None:
        job.thread.join()
        self._running.remove(job)
        self.over.emit(job)
        if error is None:
            job.done(result)
        elif not isinstance(error, Cancelled):
            job.failed(error)

    def stop_all(self) -> None:
        """Stops every job and waits until the last one has taken back what it had begun."""
        for job in self._running:
            job.progress.stop()
        for job in self._running:
            job.thread.join()


class JobBar(QWidget):
    """The running job in the status bar: its title, how far it is, and a button to stop it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: Job | None = None
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
        jobs.told.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.hide()

    @Slot(object)
    def _show(self, job: Job) -> None:
        self._shown = job
        self._title.setText(job.title)
        self._stop.setText(say(_("Stop")))
        self._stop.setAccessibleName(say(_("Stop: {title}"), title=job.title))
        self._bar.setRange(0, 0)
        self.show()

    @Slot(object)
    def _show_next(self, _job: Job) -> None:
        if self._jobs.seen:
            self._show(self._jobs.seen[0])
        else:
            self.hide()

    @Slot(object, int, int)
    def _move(self, job: Job, done: int, total: int) -> None:
        if job is not self._shown:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _stop_first(self) -> None:
        if self._shown in self._jobs.seen and self._shown:
            self._shown.progress.stop()


def may_stop(jobs: Jobs, window: QWidget) -> bool:
    """Whether nothing is under way, or may be stopped; asks the person."""
    if not jobs.running:
        return True
    question = say(_("{title} is still under way. Stop it and leave?"), title=jobs.running[0].title)
    return ask(window, question, say(_("Stop and leave")))
