"""Masking of personal data: enough stays to recognise the person, too little to find or name them (D9.7, D11.7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from qfdesk.language import _

WITHHELD = _("(sealed)")
"""What stands for a sealed value; marked for the catalogue."""
HIDDEN = "***"

_TWO_CHARACTER_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|宇文|长孙|夏侯|端木|百里|南宫|东郭|西门|轩辕|独孤|呼延|申屠|太史|"
    "公冶|澹台|濮阳|淳于|单于|仲孙|钟离|闾丘|司空|赫连|拓跋|左丘|万俟|闻人|公羊|司寇|鲜于|亓官|巫马|漆雕|乐正|宰父|谷梁|段干|"
    "羊舌|梁丘|南门|东门|纳兰|完颜|叶赫|歐陽|司馬|諸葛|東方|尉遲|長孫"
)
_HOUSE = re.compile(
    r"公司|集团|医院|医务室|养老院|敬老院|福利院|幼儿园|中学|小学|卫生|诊所|门诊|药房|药店|药业|药堂|大药|连锁|超市|商店|"
    r"中心|学校|大学|学院|委员会|协会|(?:厂|局|院|店|堂|馆|社|站|所|处)$|\S{3,}(?:科|室|部|队|组)$|"
    r"\b(?:Co|Ltd|Inc|LLC|GmbH|Corp|Hospital|Clinic|Pharmac\w*|Company)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    "个人|本人|患者|病人|顾客|客户|消费者|用户|家属|患者家属|匿名|不详|未知|先生|女士|无|anonymous|unknown", re.I
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
_APART = re.compile(r"([\s、,，;；/()（）:：]+)")
_MOBILE = re.compile(r"(?<!\d)((?:(?:\+|00)86[- ]?)?1[3-9]\d)([- ]?)\d{4}([- ]?)(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)([(（]?0\d{2,3}[)）]?[-— ]{0,2})?(\d{3,4})[- ]?(\d{4})(?!\d)")
_DIGITS = re.compile(r"\d")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{9,10}(\d[\dXx])(?![\dXx])")
_MAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*(@[A-Za-z0-9.-]+\.[A-Za-z]{2,})")
_ADDRESS_KEPT = 6


def mask(kind: str, value: str) -> str:
    """The value masked as its kind asks for; ``kind`` is a field's key (contact_name, address …) or ``sealed``.

    Units keep their names; what has no form of its own, such as symptoms, is hidden whole.
    """
    if not value:
        return ""
    if kind == "sealed":
        return WITHHELD
    for words, way in _WAYS:
        if any(word in kind for word in words):
            return way(value)
    return HIDDEN


def has_form(kind: str) -> bool:
    """Whether values of a kind are masked in a form of their own, since they name or find somebody."""
    return any(word in kind for words, _way in _WAYS for word in words)


def mask_text(text: str, secrets: Iterable[str] = (), instead: str = "") -> str:
    """The text with the given secrets masked wherever they stand in it, and any mobile or identity number or e-mail.

    ``instead``: what stands for a secret, where nothing of it is to be seen.
    """
    for secret in sorted({secret.strip() for secret in secrets}, key=len, reverse=True):
        if len(secret) > 1 and secret in text:
            text = _replaced(text, secret, instead or _by_shape(secret))
    return _mails(_mobiles(_IDENTITY.sub(_identity_stars, text)))


def is_unit(name: str) -> bool:
    """Whether a name is by its words that of a company, hospital or shop, not of a person."""
    return _HOUSE.search(name) is not None


def mask_name(value: str) -> str:
    """张三 → 张*, 欧阳龚 → 欧阳*, John → J***; a unit stays as it is."""
    if is_unit(value):
        return value
    return "".join(_one_name(part) for part in _APART.split(value))


def mask_phone(value: str) -> str:
    """13812345678 → 138****5678, 0571-88886666 → 0571-****6666; anything else keeps its first character."""
    masked = _LANDLINE.sub(_landline_stars, _mobiles(value))
    if masked != value:
        return masked
    return _DIGITS.sub("*", value) if _DIGITS.search(value) and not re.search("[A-Za-z]", value) else value[:1] + HIDDEN


def mask_mail(value: str) -> str:
    """anna@x.cn → a***@x.cn."""
    masked = _mails(value)
    return masked if masked != value else value[:1] + HIDDEN


def mask_identity(value: str) -> str:
    """Keeps the first six and the last two of an identity number; of another proof the first and the last two."""
    masked = _IDENTITY.sub(_identity_stars, value)
    if masked != value:
        return masked
    return f"{value[:1]}{'*' * (len(value) - 3)}{value[-2:]}" if len(value) > 6 else HIDDEN


def mask_address(value: str) -> str:
    """Keeps the town: the first six characters, of a short address the first half."""
    return value[: _ADDRESS_KEPT if len(value) > _ADDRESS_KEPT else len(value) // 2] + HIDDEN


_WAYS: tuple[tuple[tuple[str, ...], Callable[[str], str]], ...] = (
    (("phone", "mobile", "tel", "fax"), mask_phone),
    (("mail",), mask_mail),
    (("identity", "id_number", "id_card", "passport"), mask_identity),
    (("address",), mask_address),
    (
        ("name", "contact", "customer", "person", "patient", "party", "buyer", "host", "complainant", "reporter"),
        mask_name,
    ),
)


def _one_name(name: str) -> str:
    if not name or _APART.fullmatch(name) or _NOBODY.fullmatch(name):
        return name
    if not re.match(f"[{_HAN}]", name):
        return name[:1] + HIDDEN
    kept = 2 if _TWO_CHARACTER_SURNAME.match(name) and len(name) > 2 else 1
    return name[:kept] + "*" * max(len(name) - kept, 1)


def _by_shape(secret: str) -> str:
    """A secret masked by what it looks like, since a text does not say what it is."""
    if "@" in secret:
        return mask_mail(secret)
    if _IDENTITY.search(secret):
        return mask_identity(secret)
    if len(_DIGITS.findall(secret)) * 2 > len(secret):
        return mask_phone(secret)
    if len(secret) > 4 and re.search(f"[{_HAN}]", secret) and (_DIGITS.search(secret) or not _HOUSE.search(secret)):
        return mask_address(secret)
    return mask_name(secret)


def _replaced(text: str, secret: str, shown: str) -> str:
    """Latin words only where they stand alone, so that Li does not change lithium."""
    if not secret.isascii():
        return text.replace(secret, shown)
    return re.sub(rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])", lambda _found: shown, text)


def _mobiles(text: str) -> str:
    return _MOBILE.sub(r"\1\2****\3\4", text)


def _mails(text: str) -> str:
    return _MAIL.sub(r"\1***\2", text)


def _identity_stars(found: re.Match[str]) -> str:
    return f"{found[1]}{'*' * (len(found[0]) - 8)}{found[2]}"


def _landline_stars(found: re.Match[str]) -> str:
    return f"{found[1] or ''}{'*' * len(found[2])}{found[3]}"
