"""Names of months, as far as they tell them apart, by language."""

import re
import unicodedata
from functools import cache
from typing import Final

# Twelve months of alternatives; accents and capitals do not matter, and endings may follow.
_STEMS: Final = {
    "bg": "ян фев мар апр маи юни юли авг сеп окт ное дек",
    "cs": "led uno/unor bre dub kve cvn/cerven/cervna/cervnu cvc/cervenec/cervence/cervenci "
    "srp zar rij lis pro",
    "cy": "ion chwe maw/faw ebr mai/fai meh/feh gor/ngor aws med/fed hyd tach/dach/nhach/thach "
    "rhag/rag",
    "da": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "de": "jan/jaen feb mar/maer apr mai jun jul aug sep okt nov dez",
    "el": "ιαν/iαν φεβ μαρ απρ/aπρ/αριλ/aριλ μαι ιουν/iουν ιουλ/iουλ αυγ/aυγ σεπ οκτ/oκτ νοε δεκ",
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "et": "jaan veebr marts apr mai juuni juuli aug sept okt nov dets",
    "fi": "tam hel maa huh tou kes hei elo syy lok mar jou",
    "fr": "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "hr": "sij velj ozu tra svi lip srp kol ruj lis stu pro",
    "hu": "jan feb marc apr maj jun jul aug szept okt nov dec",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "lt": "sau vas kov bal geg bir lie rugp/rgp rugs/rgs spa/spl lap gru/grd",
    "lv": "janv febr marts apr maijs jun jul aug sept okt nov dec",
    "nl": "jan feb maa/mrt apr mei jun jul aug sep okt nov dec",
    "no": "jan feb mar apr mai jun jul aug sep okt nov des",
    "pl": "sty lut mar kwi maj cze lip sie wrz paz lis gru",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "ro": "ian feb mar apr mai iun iul aug sep oct noi/nov dec",
    "sk": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "sl": "jan feb mar apr maj jun jul avg sep okt nov dec",
    "sv": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "roman": "i ii iii iv v vi vii viii ix x xi xii",
    "saka": "cait/chait/चैत्र vai/वैशाख/बैसाख jy/ज्येष्ठ asa/asha/आषाढ sra/shra/श्रावण/सावन "
    "bh/pros/भाद्रपद/भादो asw/ash/asv/आश्विन k/कार्तिक agra/mar/मार्गशीर्ष/अगहन pau/पौष "
    "mag/माघ ph/फाल्गुन",
}


@cache
def month_numbers(language: str) -> dict[str, int]:
    """Month by the folded stem of its name."""
    return {
        fold(stem): month
        for month, stems in enumerate(_STEMS[language].split(), 1)
        for stem in stems.split("/")
    }


@cache
def month_pattern(language: str) -> str:
    """Regular expression of a month's name in folded text, the group `month` its stem."""
    stems = sorted(month_numbers(language), key=len, reverse=True)
    ending = r"(?![^\W\d_])" if language == "roman" else ""
    return rf"(?<![^\W\d_])(?P<month>{'|'.join(map(re.escape, stems))}){ending}"


def fold(text: str) -> str:
    """Text without accents and capitals, with digits of every script as ASCII."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in decomposed
        if not unicodedata.combining(char)
    ).lower()
