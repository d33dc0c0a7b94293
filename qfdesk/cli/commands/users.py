"""The command for accounts and rights: user list, add, password, disable, enable, roles, rights."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from qfdesk.cli.output import put, put_json
from qfdesk.cli.words import Arguments, Command, json_words
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.language import _, _p, say
from qfdesk.model.person import Person
from qfdesk.rules.rights import ROLES

PASSWORD, NEW_PASSWORD = "QFDESK_PASSWORD", "QFDESK_NEW_PASSWORD"
"""A password is never a word of the command line: other people of the computer can read those."""


def prove(desk: Desk, name: str) -> None:
    """Logs in whoever runs a command, where the ledger asks for it. Raises NotPermittedError."""
    if not desk.accounts.guarded():
        return
    password = os.environ.get(PASSWORD)
    if not password:
        raise NotPermittedError(
            _("This ledger asks for a password: put the one of “{name}” into {variable}, or name somebody with --user"),
            name=name[:60],
            variable=PASSWORD,
        )
    desk.accounts.log_in(name, password)


def _new_password(asked: Arguments) -> str:
    """The password given by standard input or the environment; '' for none."""
    if asked.stray or asked.password is not None:
        raise InvalidError(
            _("A password is never written into a command, where others can read it; put it into {variable}"),
            variable=NEW_PASSWORD,
        )
    if not asked.password_from_stdin:
        return os.environ.get(NEW_PASSWORD, "")
    try:
        line = sys.stdin.readline() if sys.stdin is not None else ""
    except UnicodeDecodeError:
        raise InvalidError(_("The password on standard input is no readable text; write it there in UTF-8")) from None
    password = line.rstrip("\r\n")
    if not password:
        raise InvalidError(_("Standard input holds no password; write it there as one line"))
    return password


def _person_json(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "login": person.login or "",
        "roles": list(person.roles),
        "password": person.has_password,
        "must_change": person.must_change,
        "enabled": person.enabled,
        "last_login": person.last_login_at.isoformat(timespec="seconds") if person.last_login_at else "",
    }


def _list(desk: Desk, asked: Arguments) -> None:
    found = desk.accounts.list()
    if asked.json:
        put_json([_person_json(person) for person in found])
        return
    for person in found:
        state = _("password") if person.has_password else _("no password")
        state = state if person.enabled else _p("account", "closed")
        roles = say(_(", ")).join(say(ROLES[role]) for role in person.roles)
        put("\t".join([person.name, person.login or "", say(state), roles]))


def _add(desk: Desk, asked: Arguments) -> None:
    password = _new_password(asked)
    made = desk.accounts.add(asked.name, asked.role.split(","), asked.login or "", password, asked.must_change)
    put(made.name)


def _password(desk: Desk, asked: Arguments) -> None:
    password = _new_password(asked)
    if not password:
        raise InvalidError(
            _("Say the new password in {variable}, or write it to standard input with --password-from-stdin"),
            variable=NEW_PASSWORD,
        )
    mine = desk.accounts.me()
    if mine is not None and asked.name in (mine.name, mine.login):
        desk.accounts.change_password(os.environ.get(PASSWORD, ""), password)
    else:
        desk.accounts.set_password(asked.name, password, asked.must_change)


def _disable(desk: Desk, asked: Arguments) -> None:
    desk.accounts.disable(asked.name)


def _enable(desk: Desk, asked: Arguments) -> None:
    desk.accounts.enable(asked.name)


def _roles(desk: Desk, asked: Arguments) -> None:
    desk.accounts.set_roles(asked.name, asked.roles.split(","))


def _rights(desk: Desk, asked: Arguments) -> None:
    if asked.doing == "set":
        desk.rights.set(asked.register, asked.act, asked.roles.split(","))
        return
    if asked.doing == "reset":
        desk.rights.reset(asked.register, asked.act)
        return
    rows = desk.rights.list()
    if asked.json:
        put_json(
            [
                {"register": r.register, "act": r.act, "label": r.what.say(), "roles": r.roles, "default": r.default}
                for r in rows
            ]
        )
        return
    for row in rows:
        names = say(_(", ")).join(say(ROLES[role]) for role in row.roles) or "-"
        put("\t".join([row.register, row.act, row.what.say(), names, "*" if row.changed else ""]).rstrip())


def _password_words(words: argparse.ArgumentParser) -> None:
    told = say(_("read the new password from standard input; else it is taken from {variable}"), variable=NEW_PASSWORD)
    words.add_argument("--password-from-stdin", action="store_true", help=told)
    words.add_argument("stray", nargs="*", help=argparse.SUPPRESS)
    words.add_argument("--password", nargs="?", const="", help=argparse.SUPPRESS)
    words.add_argument("--must-change", action="store_true", help=say(_("to be changed at the next login")))


def _name_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("name", metavar="NAME", help=say(_("name or login of the person")))


def _user_words(words: argparse.ArgumentParser) -> None:
    parts = words.add_subparsers(dest="task", metavar="TASK", required=True, parser_class=type(words))
    said = _parts(parts)
    json_words(said("list", _("who works here")))
    add = said("add", _("take somebody in"))
    _name_words(add)
    add.add_argument("--role", required=True, metavar="ROLE[,ROLE]", help=", ".join(ROLES))
    add.add_argument("--login", metavar="LOGIN", help=say(_("name of the computer's account")))
    _password_words(add)
    password = said("password", _("set a password"))
    _name_words(password)
    _password_words(password)
    _name_words(said("disable", _("close an account")))
    _name_words(said("enable", _("open a closed account")))
    roles = said("roles", _("give roles in place of those before"))
    _name_words(roles)
    roles.add_argument("roles", metavar="ROLE[,ROLE]", help=", ".join(ROLES))
    _rights_words(said("rights", _("who may do what")))


def _rights_words(words: argparse.ArgumentParser) -> None:
    json_words(words)
    doing = _parts(words.add_subparsers(dest="doing", metavar="set|reset", parser_class=type(words)))
    for key, about in (("set", _("let these roles and no others")), ("reset", _("back to the default"))):
        part = doing(key, about)
        part.add_argument("register", metavar="REGISTER|*", help=say(_("key of a register or master, * for all")))
        part.add_argument("act", metavar="ACT", help=say(_("an act of “user rights”, such as change or move:close")))
        if key == "set":
            part.add_argument("roles", metavar="ROLE[,ROLE]", help=", ".join(ROLES))


def _parts(parts: Any) -> Callable[[str, str], argparse.ArgumentParser]:
    return lambda name, about: parts.add_parser(name, help=say(about), description=say(about))


_TASKS: dict[str, Callable[[Desk, Arguments], None]] = {
    "list": _list,
    "add": _add,
    "password": _password,
    "disable": _disable,
    "enable": _enable,
    "roles": _roles,
    "rights": _rights,
}


def _user(desk: Desk, asked: Arguments) -> None:
    _TASKS[asked.task](desk, asked)


COMMANDS: dict[str, Command] = {"user": (_user_words, _user, _("accounts, passwords, roles and rights"))}
