"""Citations of rules and sections: by their act or regulation, or by their place in title 17."""

import re
from collections.abc import Iterator
from typing import Final

from transforms.correspondence.citations.chains import AND, CAPTION, SUB, Found, listed
from transforms.correspondence.codes import Authority

# A line may break behind the hyphen: `11- 02(b)(6)`. Captions of Regulation S-X have no brackets: `5-03(b)1`.
_RULE_NUMBER: Final = (
    r"\d{1,3}[A-Za-z]{0,2}\d?(?:-(?:\s(?=\d\d))?\d{1,3}(?:\.\d{1,2}|-\d+)?[A-Za-z]?"
    rf"(?:(?<=-\d\d){CAPTION})?)?"
)
# `Rules 5-04 and 12-09`, `section 12(g)`
_RULE: Final = re.compile(
    rf"\b(?P<word>[Rr]ules?|[Aa]rticles?|[Ss]ections?|§+)\s*(?P<list>{_RULE_NUMBER}{SUB}*"
    rf"(?:{AND}(?:(?:[Rr]ules?|[Ss]ections?|[Aa]rticles?)\s+)?(?:{_RULE_NUMBER}{SUB}*|{SUB}+))*)"
)
# The last in `Rule 3-05 and Article 11`
_RULE_WORD: Final = re.compile(r"[Rr]ule|[Aa]rticle|[Ss]ection|§")
_RULE_HINTS: Final = ("Rule", "Article", "article", "Section", "§", "S-X")
# As words alone they are frequent.
_SMALL_RULE: Final = re.compile(r"rules?\s+\d")  # `rule 479`
_SMALL_SECTION: Final = re.compile(r"sections?\s+\d")  # `section 12(g)`
# `12-09(a)`
_RULE_PART: Final = re.compile(rf"{_RULE_NUMBER}{SUB}*|{SUB}+")
# ` of the Exchange Act`, ` under the 1940 Act`
_ACT_AFTER: Final = re.compile(
    r"(?:\s|,|of|under|to|in|the)*?\b(?P<act>Regulation\s+S\s?-\s?[XTK]|S-X|Regulation\s+G|Securities\s+Exchange\s+Act"
    r"|Exchange\s+Act|Securities\s+Act|19(?:33|34|40)\s+Act|(?:Sarbanes|Dodd|Investment|Advisers|Internal|Jumpstart|JOBS|Iran)[\w\s-]{0,30}?Act"
    r"|Regulation\s+[A-Z][\w-]*|Internal\s+Revenue\s+Code|Delaware|DGCL)",
    re.IGNORECASE,
)
# `Regulation S-X, `
_ACT_BEFORE: Final = re.compile(
    r"(?P<act>Regulation\s+S\s?-\s?X|S-X|Regulation\s+G|Exchange\s+Act|Securities\s+Act)(?:,|\s|\()*$",
    re.IGNORECASE,
)
_ACTS_BY_YEAR: Final = {
    "1933 ACT": "Securities Act",
    "1934 ACT": "Exchange Act",
    "1940 ACT": "Investment Company Act",
}
# Acts whose rules are numbered as those of the Exchange Act are: 35d-1, 206(4)-2
_OTHER_ACTS: Final = ("INVESTMENT", "ADVISERS")
# `14a-12`
_EXCHANGE_RULE: Final = re.compile(r"\d{1,2}[a-z]{1,2}\d?-\d")
# `35d-1`: rules of 17 CFR 270 whose sections part 240, on the Exchange Act, does not have
_INVESTMENT_COMPANY_RULE: Final = re.compile(
    r"(?:2a|5b|6[ce]|7d|8[bf]|10[ef]|17[ej]|18[cf]|19a|20a|22[c-e]|23c|24[ef]|26a|27[a-i]|28b|30(?:a|b[12]|[deh])"
    r"|31a|32a|34b|35d|38a|45a|48a|55a|57b|60a)\d?-\d"
)
# `5-03`
SX_RULE: Final = re.compile(r"[1-9]\d?A?-\d{2}(?!\d)")
# `13(a)`
_EXCHANGE_SECTION: Final = re.compile(r"(?:1[2-6]\([a-z]\)|21E)")
# `S-X 5-03(b)(2)`
_SX_BARE: Final = re.compile(
    r"\bS-X,?\s+(?:Rule\s+|\xa7\s*)?(?:210\.)?(?P<list>\d{1,2}A?-\d{2}(?:\.\d+)?(?:\([A-Za-z0-9]{1,5}\))*)"
)


def rules(text: str) -> Iterator[Found]:
    """Rules, articles and sections that are named with their act, or whose number tells it."""
    if not (
        any(map(text.__contains__, _RULE_HINTS))
        or _SMALL_RULE.search(text)
        or _SMALL_SECTION.search(text)
    ):
        return
    for match in _RULE.finditer(text):
        act = _ACT_AFTER.match(text, match.end()) or _ACT_BEFORE.search(
            text, max(match.start() - 40, 0), match.start()
        )
        named = " ".join(act["act"].split()) if act else None
        word, read = "", match.start()
        for start, end, reference in listed(match, _RULE_PART):
            # From where the member before ends: a list may be long, and each looks for its word.
            word = [word, *_RULE_WORD.findall(text, read, end)][-1]
            read = end
            authority = _rule_authority(word.capitalize(), reference, named)
            if authority is not None:
                yield start, end, *authority
    for match in _SX_BARE.finditer(text):
        yield match.start(), match.end(), "Regulation S-X", match["list"]


def _rule_authority(word: str, number: str, act: str | None) -> tuple[Authority, str] | None:
    """Authority and reference of a rule, article or section; None if it is no law's."""
    if act is not None:
        return _of_act(word, number, act)
    if word.startswith("Rule"):
        if SX_RULE.match(number):
            return "Regulation S-X", number
        if _INVESTMENT_COMPANY_RULE.match(number):
            return "Other", f"Investment Company Act Rule {number}"
        if _EXCHANGE_RULE.match(number):
            return "Exchange Act", number
        if re.match(r"100(?!\d)", number):
            return "Regulation G", number
        digits = re.match(r"\d{3}(?!\d)", number)
        return ("Securities Act", number) if digits and "-" not in number else None
    if word.startswith("Section") and _EXCHANGE_SECTION.match(number):
        return "Exchange Act", number
    return None


def _of_act(word: str, number: str, act: str) -> tuple[Authority, str] | None:
    act = _ACTS_BY_YEAR.get(act.upper(), act)
    key = act.upper().replace(" ", "")
    if key.startswith(_OTHER_ACTS):
        kind = "Rule" if word.startswith("Rule") else "Section"
        return "Other", f"{act} {kind} {number}"
    if key.endswith("S-X"):
        article = word.startswith("Article") and not SX_RULE.match(number)
        return "Regulation S-X", f"Article {number}" if article else number
    if _EXCHANGE_RULE.match(number) or key.endswith("EXCHANGEACT"):
        return "Exchange Act", number
    if SX_RULE.match(number):
        return "Regulation S-X", number
    if key == "REGULATIONG":
        return "Regulation G", number
    if key in ("SECURITIESACT", "REGULATIONC"):
        return "Securities Act", number
    return "Other", f"{act} {number}" if key.startswith("REGULATION") else f"{act} Section {number}"


# `17 CFR 210.1-02(w)`, `Section 229.303`; not `17 CFR 200.83`, on how a letter is handled
_CFR: Final = re.compile(
    r"(?:\b17\s+C\.?\s?F\.?\s?R\.?,?\s*(?:Parts?\s+|Sections?\s+|§+\s*)?"
    r"|(?:\bSections?\s+|(?<!§)§+\s*)(?=2(?:10|29|30|40|44)\.))"
    rf"(?P<part>2(?!00)\d\d)\.(?P<list>{_RULE_NUMBER}{SUB}*(?:{AND}{SUB}+)*)"
)
_CFR_HINTS: Final = ("CFR", "C.F", "C. F", "C F", "Section 2", "Sections 2", "§")
_CFR_PARTS: Final[dict[str, Authority]] = {
    "210": "Regulation S-X",
    "229": "Regulation S-K",
    "230": "Securities Act",
    "240": "Exchange Act",
    "244": "Regulation G",
}


def cfr(text: str) -> Iterator[Found]:
    """Rules by their place in title 17: part 210 is Regulation S-X, 229 is Regulation S-K.

    Those of other parts are named by that place: `17 CFR 243.100`.
    """
    if not any(map(text.__contains__, _CFR_HINTS)):
        return
    for match in _CFR.finditer(text):
        for start, end, reference in listed(match, _RULE_PART):
            authority = _CFR_PARTS.get(match["part"], "Other")
            whole = reference if authority != "Other" else f"17 CFR {match['part']}.{reference}"
            yield start, end, authority, whole
