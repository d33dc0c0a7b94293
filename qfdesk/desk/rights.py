"""The gate before every use case: what a person must be allowed to do, asked before anything is done (D7.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

from qfdesk.model.values import Draft, Query

Method = TypeVar("Method", bound=Callable[..., Any])
Asked = Iterable[tuple[str, str]]
"""(register, act), all of which must be allowed."""


INNER = "inner"


def needs(act: str | Callable[..., Asked]) -> Callable[[Method], Method]:
    """Marks a use case of a part of the desk with the act it is; its first argument says in which register.

    ``act`` may also be a function of the use case's arguments that says what is asked. The part has a ``session``.
    Raises NotPermittedError before the use case begins.
    """

    def guard(method: Method) -> Method:
        _self, *words = signature(method).parameters

        @wraps(method)
        def asked_first(self: Any, *given: Any, **named: Any) -> Any:
            first = given or tuple(named[word] for word in words[:1] if word in named)
            wanted = act(*given, **named) if callable(act) else [(register, act) for register in registers_of(first)]
            for register, what in wanted:
                self.session.require(register, what)
            return method(self, *given, **named)

        cast(Any, asked_first).act = act
        return cast(Method, asked_first)

    return guard


def needs_house(act: str) -> Callable[[Method], Method]:
    """``needs`` for what concerns the ledger as a whole."""
    return needs(lambda *_given, **_named: [("house", act)])


def free(method: Method) -> Method:
    """Marks a use case anybody may do, also before a login: it shows and changes nothing of what the ledger holds."""
    cast(Any, method).act = ""
    return method


def seated(method: Method) -> Method:
    """Marks a use case for everybody who sits at the desk, whatever their roles; what it shows it chooses itself.

    Raises NotPermittedError where nobody has proven who they are in a house with passwords.
    """

    @wraps(method)
    def asked_first(self: Any, *given: Any, **named: Any) -> Any:
        self.session.require_seat()
        return method(self, *given, **named)

    cast(Any, asked_first).act = ""
    return cast(Method, asked_first)


def inner(method: Method) -> Method:
    """Marks a word that the parts of the desk say to each other, after asking for the right; nobody outside says it."""
    cast(Any, method).act = INNER
    return method


def keeping(draft: Draft, *_given: Any, **_named: Any) -> Asked:
    """What saving a draft asks for. Whoever may keep the list of people does not give rights by it."""
    asked = [(draft.register, "add" if draft.id is None else "change")]
    if draft.register == "operator" and draft.values.get("roles") != draft.base.get("roles"):
        asked.append(("house", "users"))
    return asked


def keeping_all(drafts: list[Draft], *_given: Any, **_named: Any) -> Asked:
    """The same for several drafts at once."""
    return {asked for draft in drafts for asked in keeping(draft)}


def registers_of(given: Sequence[Any]) -> list[str]:
    """The registers that the first argument names: a key, a draft, a query, a (register, id), or several of them."""
    first = given[0] if given else "house"
    if isinstance(first, str):
        return [first]
    if isinstance(first, Draft | Query):
        return [first.register]
    if isinstance(first, tuple) and len(first) == 2 and isinstance(first[0], str):
        return [first[0]]
    return list(dict.fromkeys(key for one in first for key in registers_of((one,))))
