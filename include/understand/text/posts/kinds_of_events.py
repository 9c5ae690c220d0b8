"""Words for what people go to: a text without any, whose date is no more than "Sunday", mostly announces nothing."""

from __future__ import annotations

import re

from include.areas.local import LocalWords
from include.understand.text.patterns import any_of

KINDS = (
    # to learn and talk
    r"work ?shops?|master ?class(?:es)?|class(?:es)?|courses?|sessions?|camps?|boot ?camps?|retreats?"
    r"|talks?|lectures?|seminars?"
    r"|webinars?|panels?|discussions?|debates?|conferences?|conf|summits?|meet-?ups?|meeting|gatherings?|addas?|symposi(?:um|a)|hackathons?"
    r"|open house|demos?|training|circles?|clubs?|launch(?:es)?|readings?"
    r"|conclaves?|conventions?|forums?|round ?tables?|lec-?dem|colloquium|orientation|tours?"
    # to hear and see
    r"|concerts?|gigs?|recitals?|performances?|kutcheris?|shows?|plays?|theatre|dramas?|natakas?|stand-?up|comedy|mics?|jams?"
    r"|karaoke|dj|sets?|live music|jazz|bands?|festivals?|fests?|exhibitions?|expos?|exhibits?"
    r"|vernissage|screenings?|films?|movies?"
    r"|premieres?|matinees?|orchestra|qawwali|ghazals?|yakshagana|harikathe|mushaira|storytelling|puppets?|musicals?|tribute|acoustic"
    r"|poetry|slams?|improv|circus|cabaret|kirtans?|opera|ballet|choir|carols?|showcase|auditions?|finals?|finale"
    r"|kathak|bharata ?natyam|odissi|kuchipudi|mohiniyattam|kathakali|theyyam|koodiyattam|dollu kunitha|carnatic"
    r"|hindustani|dhrupad|khayal|thumri|jugalbandi|arangetram|rangapravesha?|sugama sangeetha?|bhavageethe?"
    r"|kavi ?goshti|kavi ?sammelana?|gamaka|hasya|talamaddale|nataka|sammelana?"
    # to play and move
    r"|quiz(?:zes)?|trivia|tournaments?|match(?:es)?|leagues?|cups?|runs?|marathons?|\d{1,2}k|walks?|walkathons?|treks?|hikes?"
    r"|rides?|rall(?:y|ies)|yoga|zumba|pilates|dance|dancing|salsa|social|games?|championships?|bingo|bowling|cricket"
    r"|football|badminton|chess|swims?|races?"
    r"|treasure hunts?|bird(?:ing|[- ]?watching)|star ?gazing|sketching|crawls?"
    # to eat, buy and be together
    r"|part(?:y|ies)|bash|rager|soir[eé]es?|raves?|nights?|markets?|fleas?|bazaars?|pop-?ups?|exchange|swap|brunch(?:es)?|suppers?|dinners?|lunch(?:es)?"
    r"|breakfast|tastings?|feasts?|sadya|potluck|picnics?|mixers?|sundowners?|fairs?|fete|auctions?|sleepovers?"
    r"|carnival|sales?|happy hours?"
    # to celebrate, pray and help
    r"|satsang|bhajans?|pujas?|poojas?|pooje|jayanti|celebrations?|celebrating|ceremon(?:y|ies)|mass|services?"
    r"|meditation|prayers?|iftar|homa|aarti|darshan|parades?|processions?|clean-?ups?|plantation|drives?|donation"
    r"|vigils?|protests?|hearings?|assembl(?:y|ies)|inauguration|felicitation|programmes?|programs?|events?|happening|countdown"
)
_NAMED = re.compile(rf"(?<![\w-])(?:{KINDS})(?![\w-])", re.IGNORECASE)
_OTHER_SCRIPT = re.compile(r"[\u0900-\u097f\u0c80-\u0cff]")
"""Kannada and Hindi, of which these words are not listed."""


def names_a_kind(text: str, local: LocalWords, *, other_scripts: bool = True) -> bool:
    """Whether a text has a word for something that people go to; one in another script may have it there."""
    forms = (_NAMED, any_of(local.festivals), *([_OTHER_SCRIPT] if other_scripts else []))
    return any(form.search(text) for form in forms)
