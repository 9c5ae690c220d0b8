"""Words in capitals that may be abbreviations: "JEE", "UPSC", "NASA". In doubt a word is one, and stays as it is.

A short word is one unless it is a common word or name; a longer one where nobody could speak it as it is written.
"""

from __future__ import annotations

import re

from include.understand.text.titles import words

MAX_SHORT_CHARS = 3
"""Characters of a word that is an abbreviation where it is not among the following."""
_SHORT_WORDS = frozenset(
    words(
        """
        a an and as at by for in nor of on or the to
        am be co de do el ex go ha he hi if is it la le me my no oh ok om re so up us we ya yo
        del der las los via von
        ace act add age ago aid aim air ale all and ant any ape apt arc are ark arm art ash ask ate axe baa bad bag ban
        bar bat bay bed bee beg bet bid big bin bit bob bow box boy bra bud bug bun bus but buy bye cab can cap car cob
        cop cot cow cry cub cue cup cut dad dal dam dan day den dew did die dig dim dip dog don dot dry dub due dug duo
        dye ear eat eco ego elf elm end era eve eye fab fad fan far fat fax fed fee few fig fin fir fit fix flu fly foe
        fog for fox fry fun fur gag gap gas gay gem get gig gin god got gum gun gut guy gym had ham has hat hay hen her
        hey hid hip his hit hog hop hot how hue hug hum hut ice ill ink inn ion its ivy jab jam jar jaw jay jet job jog
        joy jug key kid kin kit lab lad lap law lay led leg let lid lie lip lit log lot low mad man mat may men met mic
        mid mix mob mod mom mop mud mug mum nap neo net new nil nod nor not now nun nut oak oar oat odd off oil old one
        opt orb our out owe owl own pad pal pan par pat paw pay pea pen pet pie pig pin pit pod pop pot pro pub pug pun
        pup put rag ram ran rap rat raw ray red rib rid rim rip rob rod rot row rub rug rum run rye sad sat saw say sea
        see set sew she shy sin sip sir sit six ski sky sly sob sol son sow soy spa spy sub sue sum sun tab tag tan tap
        tar tax tea ten the tie tin tip toe tom ton too top tot toy try tub tug two urn use van vet vow wag war was wax
        way web wed wet who why wig win wit woe won woo yak yam yay yes yet you zen zip zoo
        jan feb mar apr jun jul aug sep oct nov dec mon tue wed thu fri app cat etc fi gen hub min ode quo sci vol
        aur hai ji ka ke ki ko mir na se sri sur tu
        ali amy ann bai ben bob das dev dey eid jai jha jim joe lal leo lee maa max mia rae raj rao ray ria roy sam sen
        sia tim una uma zoe
        """
    )
)
_SPOKEN_ABBREVIATIONS = frozenset(
    words("asmr clat fifa gmat hiit isro nasa nato neet nift tedx toefl uefa unesco unicef viii")
)
"""Longer ones that could be spoken as words."""
_TWO = (
    r"(?![bcfgkpsv]l|[bcdfgkptwvsmhn]r|[bcdgjkmpstrw]h"
    r"|s[ckmnpqtwv]|[dtkgshj]w|[gkjmp]n|[tcd]s|ps|pf|dv|tv|ll|mc|xm|cz|fj)[^aeiouy]{2}"
)
_THREE = r"(?!s(?:ch|cr|hr|hl|pl|pr|qu|tr|ph)|[bcdgjkpt]h[rlwm]|ksh)[^aeiouy]{3}"
_NO_BEGINNING = re.compile(rf"^(?:[^aeiouy]{{1,5}}$|[iu]i|ie|ue|{_TWO}|{_THREE})")
"""How no longer word of the languages of our titles begins: without any vowel, "iimb", "ksca"."""
_NO_END = re.compile(
    r"[aeiouy](?:[bcdfghjkmnpqtvwx]x|[^aeiouy]{0,2}[bdfgkmptv]c|psc|[^aeiouyrlnsm]b|[^aeiouyrlfngd]g|tf|qt|[^aeiouy]{0,2}hd)$"
)
"""How none ends: "upsc", "tedx"."""


def may_be_abbreviation(word: str) -> bool:
    """Whether a word, in lower case, may be one; a single letter is none."""
    if not word.isascii() or len(word) == 1:
        return False
    if len(word) <= MAX_SHORT_CHARS:
        return word not in _SHORT_WORDS
    return word in _SPOKEN_ABBREVIATIONS or bool(_NO_BEGINNING.search(word) or _NO_END.search(word))
