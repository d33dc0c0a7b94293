"""Lines of the history as a person reads them: on the screen, on the command line and in a sheet."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Flag, Kind, Lines, Moment
from qfdesk.model.history_house import Titles, reason, thing, values
from qfdesk.model.record import Record
from qfdesk.model.show import show, show_line, show_moment
from qfdesk.model.values import HistoryLine

ACTS = {
    "create": _("Entered"),
    "change": _("Changed"),
    "move": _("Moved on"),
    "void": _("Voided"),
    "attach": _("File attached"),
    "detach": _("File taken out"),
    "tie": _("Tied"),
    "print": _("Printed"),
    "export": _("Exported"),
    "unmask": _("Personal data looked at"),
    "seal": _("Identity sealed"),
    "unseal": _("Identity unsealed"),
    "hold": _("Person named who may know"),
    "release": _("Person taken off who knew"),
    "pause": _("Paused"),
    "resume": _("Resumed"),
    "urge": _("Urged"),
    "correct": _("Correction"),
    "correct_ask": _("Correction asked for"),
    "correct_refuse": _("Correction refused"),
    "correct_withdraw": _("Correction withdrawn"),
    "alone": _("Decided alone"),
    "forget": _("Person masked"),
    "merge": _("Merged"),
    "import": _("Imported"),
    "import_undo": _("Import taken back"),
    "setting": _("Setting changed"),
    "account": _("Account changed"),
    "login": _("Logged in"),
    "login_failed": _("Login failed"),
    "logout": _("Logged out"),
    "duty": _("Duty done"),
    "duty_undo": _("Duty taken back"),
    "conclude": _("Conclusion of a report written"),
    "report": _("Report made"),
    "purge": _("Taken away after the time of keeping"),
    "clock": _("Clock set back"),
    "restored": _("Backup restored"),
}
"""What each act is called; one that is not here goes by its key."""

HOUSE = _("the ledger")


def act_label(act: str, lang: str | None = None) -> str:
    """An act in words."""
    return say(ACTS.get(act, act), lang)


def cells_of(titles: Titles, line: HistoryLine, lang: str | None = None) -> tuple[str, ...]:
    """When, who, what, from, to, why: everything by the title it has on the screen."""
    entry = titles.entries.get(line.register)
    field = entry.fields().get(line.field) if entry is not None else None
    what = say(field.label, lang) if field is not None and field.label else act_label(line.act, lang)
    if line.act == "correct" and field is not None:
        what = say(_("{field}, corrected"), lang, field=what)
    if field is None:
        if line.field:
            what = say(_("{field}: {name}"), lang, field=what, name=thing(titles, line, lang))
        before, after = values(titles, line, lang)
    else:
        before, after = (told(entry, line.field, text, lang) for text in (line.before, line.after))
    if entry is not None and not line.field and line.after.startswith("{"):
        after = told_whole(entry, line.after, lang)
    if line.act == "clock":
        before, after = (_moment(text, lang) for text in (line.before, line.after))
    if line.act == "import":
        before, after = "", after.partition("\n")[0]
    if line.act == "forget" and not line.field:
        after = ""
    return show_moment(line.at, lang), line.who, what, before, after, reason(titles, line, lang)


def about(titles: Titles, line: HistoryLine, lang: str | None = None) -> str:
    """What a line is about: a number, a name, else the register."""
    entry = titles.entries.get(line.register)
    return line.number or say(entry.label if entry is not None else HOUSE, lang)


def told(entry: type[Entry] | None, key: str, text: str, lang: str | None = None) -> str:
    """A value as the history keeps it, in words."""
    field = entry.fields().get(key) if entry is not None else None
    if entry is None or field is None or not text:
        return text
    if key == "stage" and issubclass(entry, Record):
        return say(entry.stage_of(text).label, lang)
    try:
        return _told(field, text, lang)
    except (ValueError, TypeError, AttributeError):
        return text


def told_whole(entry: type[Entry], text: str, lang: str | None = None) -> str:
    """A whole entry as the history keeps it when it is entered, field after field."""
    try:
        said: dict[str, Any] = json.loads(text)
    except ValueError:
        return text
    texts = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in said.items()}
    fields = entry.typed()
    filled = {k: f for k, f in fields.items() if texts.get(k)}
    return "\n".join(f"{say(f.label, lang)}: {told(entry, k, texts[k], lang)}" for k, f in filled.items())


def _told(field: Kind, text: str, lang: str | None) -> str:
    if isinstance(field, Choices):
        return show(field, tuple(json.loads(text)), lang)
    if isinstance(field, Choice):
        return show(field, text, lang)
    if isinstance(field, Flag):
        return show(field, text == "true", lang)
    if isinstance(field, Moment):
        return _moment(text, lang)
    if isinstance(field, Lines):
        lines: list[dict[str, Any]] = json.loads(text)
        return "\n".join(show_line(field, line, lang) for line in lines)
    return text


def _moment(text: str, lang: str | None) -> str:
    try:
        return show_moment(dt.datetime.fromisoformat(text), lang)
    except ValueError:
        return text
