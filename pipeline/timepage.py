"""The text around an expression of time: its clause, its tense, and the trading day of a report."""

import re
from bisect import bisect_right
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.inflections import PRONOUNS, listed, verb_forms
from pipeline.measures import counted_in
from pipeline.periods import DAY
from pipeline.phrases import Found, Line, letter, letters
from pipeline.timewords import joined_vetoes, noun_like, vetoes

LEAD = 700  # letters of a text in which its day of reporting is named
NIGHT = 6  # o'clock: what comes out before it tells of the day before
CLAUSE = 90  # letters before an expression in which a word can turn it to the future
AGAINST = 12  # words before it in which one can tell that its sum is held against another


class Page(NamedTuple):
    """The text around an expression, and the document's date.

    `year` is that of the document's date, else the one in which the text says that it was written. `lead` is the
    weekday that the page's head names first, `night` whether it came out in the small hours, null where the page
    does not print the time. `sums` is where sums of money and percentages stop.
    """

    text: str
    sentences: list[int]
    published: date | None
    year: int | None
    lead: int | None
    night: bool | None
    sums: frozenset[int]

    def before(self, start: int) -> str:
        """The word before a place, without its punctuation."""
        found = _WORD_BEFORE.search(self.text, max(0, start - 30), start)
        return found[1] if found else ""

    def after(self, stop: int) -> str:
        """The word that follows a place, if only blanks lie between."""
        found = _WORD_AFTER.match(self.text, stop)
        return found[1] if found else ""

    def counted(self, stop: int) -> bool:
        """Whether what follows a place is counted, so that four digits before it are no year: برميل, موظف."""
        word = self.after(stop)
        return word in vetoes("unit") or word in counted_in("per")

    def skipped(self, stop: int) -> int:
        """The place after the word that follows: التسعينيات من عمره."""
        found = _WORD_AFTER.match(self.text, stop)
        return found.end() if found else stop

    def beside(self, start: int) -> str:
        """The word right before a place, with nothing but blanks between."""
        found = _WORD_BESIDE.search(self.text, max(0, start - 30), start)
        return found[1] if found else ""

    def behind_sum(self, start: int) -> bool:
        """Whether one word stands between a sum or a percentage and a place: 5 ملايين دولار عن 2025."""
        found = _WORD_BESIDE.search(self.text, max(0, start - 30), start)
        return found is not None and found.start() - 1 in self.sums

    def quoted(self, found: Found) -> bool:
        """Whether what is found ends a name of two words in quotation marks: “العرب اليوم”; not “سنلعب اليوم”."""
        opens = _QUOTED.search(self.text, max(0, found.start - 30), found.start)
        closes = self.text[found.stop : found.stop + 1] in tuple('"”»')
        return opens is not None and closes and not is_future(opens[1])

    def sentence(self, place: int) -> int:
        """Where the sentence that holds the place begins."""
        number = bisect_right(self.sentences, place) - 1
        return self.sentences[number] if number >= 0 else 0

    def words_before(self, start: int) -> list[str]:
        """The words and signs before a place, as many as can matter to it, of its sentence."""
        return _WORDS.findall(self.text, max(self.sentence(start), start - CLAUSE), start)

    def measures(self, start: int) -> bool:
        """Whether something is measured by what stands at a place: مقارنة بمارس 2021, زاد عن مارس 2021.

        Not behind عن of what is told or paid: أعلنت عن تراجعها في مارس 2021, نتائجها عن الربع الأول من 2021.
        """
        words = [_stripped(word) for word in self.words_before(start)]
        return any(word in vetoes("measured_by") and not (word == "عن" and _tells(words[:place]))
                   for place, word in enumerate(words))  # fmt: skip

    def held_against(self, start: int) -> bool:
        """Whether a place stands right behind a sum that another one is held against: مقابل 13 مليارا قبل عام."""
        first = self.sentence(start)
        paired = start - 1 in self.sums and any(first < stop < start - 1 for stop in self.sums)
        return paired and not vetoes("held_against").isdisjoint(self.words_before(start)[-AGAINST:])

    def expected(self, start: int) -> bool:
        """Whether what is told at a place is expected: توقعت أن يصل, قد يصل; not كان يتوقع, nor in a new clause."""
        words = [_stripped(word) for word in self.words_before(start)]
        places = [at for at, (word, after) in enumerate(pairwise((*words, ""))) if _expects(word, after)]
        place = places[-1] if places else -1
        if place < 0 or not vetoes("was").isdisjoint(words[:place]):
            return False
        behind = (word for word in words[place + 1 :] if word not in vetoes("that"))
        return not any(word in vetoes("edge") or word in vetoes("held_against") for word in behind)

    def goes_to(self, start: int) -> bool:
        """Whether something goes back to what stands at a place, or is put off to it: يعود إلى نهاية 2018.

        The nearest word that can govern it decides: not نقل الملعب إلى الرباط إلى نهاية 2025, which tells where to, nor
        عاد الفريق ويستمر إلى نهاية 2025.
        """
        for before, word in reversed([*pairwise(("", *self.clause(start)))]):
            bare = {word, _stripped(word), _stripped(word).removeprefix("س")}
            for_sake = word in vetoes("sake") and before in vetoes("sake_of")  # من أجل
            if bare & vetoes("goes_to") and not for_sake:
                return True
            if bare & vetoes("goal") or bare & joined_vetoes("lasts") or is_future(_stripped(word)):
                return False
        return False

    def clause(self, start: int) -> list[str]:
        """The words before a place, back to the edge of its clause.

        A comma that sets off the place itself is no edge: سيزور الرئيس، في مايو، العاصمة.
        """
        words = self.words_before(start)
        while words and words[-1] in vetoes("lead_in"):
            words.pop()
        if words[-1:] in (["،"], [","]):
            words.pop()
        for place in range(len(words) - 1, -1, -1):
            if not words[place].isalnum() or words[place] in vetoes("edge"):
                awaited = words[place - 1 : place] and _awaits(_stripped(words[place - 1]), words[place])
                return words[place - 1 if awaited else place + 1 :]
        return words

    def future(self, found: Found) -> bool:
        """Whether the clause speaks of what is to come; so does the one behind the comma of الأحد، سيجتمع المجلس."""
        words = self.clause(found.start)
        behind = _WORD_BEHIND_COMMA.match(self.text, found.stop) if set(words) <= {"و"} else None
        return _turn(words) >= 0 or is_future(self.after(found.stop)) or (behind is not None and is_future(behind[1]))

    def overtaken(self, found: Found) -> bool:
        """Whether what is to come is followed by what has been: سيحتشدون بعد احتجاجات الاثنين."""
        words = self.clause(found.start)
        return not vetoes("upon").isdisjoint(words[_turn(words) + 1 :])

    def present(self, found: Found) -> bool:
        """Whether the clause speaks in the present tense of what can as well be to come: تنطلق البطولة في ديسمبر.

        Not right behind what has been: تستمر منذ مايو, تستمر منذ بداية مايو, يلتقيان بعد فوز الأحد.
        """
        words = [_stripped(word) for word in self.clause(found.start)]
        apart = found.ahead(found.match.start()) in (letter("other"), letter("part"))  # not بعد يومين، الأحد
        since = not vetoes("upon").isdisjoint(words[-2:] if apart else words[-1:])
        return _last_present(words) >= 0 and not since

    def either(self, found: Found) -> bool:
        """Whether a weekday in that tense can be either side; not where a past governs it: كان يناقش, لم يجتمع."""
        words = [_stripped(word) for word in self.clause(found.start)]
        return self.present(found) and vetoes("was").isdisjoint(words[: _last_present(words)])

    def awaited(self, found: Found) -> bool:
        """Whether a weekday or a month bounds or dates what is as often to come, by no verb of its own.

        قبل مباراة الأحد, دعا إلى التظاهر الأحد, قبل الأحد, تأجيلها حتى الأحد; not استمرت حتى الأحد,
        من الخميس إلى الأحد.
        """
        words = [_stripped(word) for word in self.clause(found.start)]
        held = any(before in joined_vetoes("ahead_of") and _is_held(after)
                   for before, after in pairwise(words[-_HELD:]))  # fmt: skip
        calls = max((place for place, word in enumerate(words) if word in joined_vetoes("calls")), default=len(words))
        return held or not vetoes("goal").isdisjoint(words[calls:]) or self._until(found, words)

    def _until(self, found: Found, words: list[str]) -> bool:
        """Whether a day bounds what need not be over: قبل الأحد, اعتبارا من الأحد, المهلة حتى الأحد; not من 4 إلى 6."""
        ahead = found.ahead(found.match.start(), 5)
        deferred = not joined_vetoes("deferred").isdisjoint(words)
        ends = ahead[-1:] in (*letters("before from_on to till" if deferred else "before from_on"),)
        ranges = not set(ahead[:-1]).isdisjoint(letters("of since between weekday the_day deictic P n_day ord month"))
        return ends and not ranges and vetoes("was").isdisjoint(words)

    def again(self, start: int) -> bool:
        """Whether the clause counts what has been before: للمرة الثانية بعد, بثالث لقب بعد."""
        nth = self._nth(start)
        return any(
            before in vetoes("occasion") if definite(word) else after in vetoes("won") for before, word, after in nth
        )

    def nth(self, start: int) -> bool:
        """Whether the clause counts what may have been before, or since: ثاني فرع بعد 2015; not ثالث أكبر بلد بعد."""
        return any(not definite(word) and not _ELATIVE.fullmatch(after) for _, word, after in self._nth(start))

    def _nth(self, start: int) -> list[tuple[str, str, str]]:
        """The ordinals of the clause, each with the word before it and the word behind it."""
        words = ["", *self.clause(start), ""]
        beside = zip(words, words[1:], words[2:], strict=False)
        return [found for found in beside if found[1].removeprefix("ب") in vetoes("again")]

    def near(self, place: int, kind: str) -> bool:
        """Whether the sentence, or what stands shortly before it, has a veto of this kind."""
        start = max(0, self.sentence(place) - 200)
        return not vetoes(kind).isdisjoint(_WORDS.findall(self.text, start, place + 120))

    def session(self) -> date | None:
        """The trading day that a market report is about.

        It is the day before where the page came out in the small hours or its lead names that weekday, else the
        day that it came out; on a Saturday the Friday before, and not known on a Sunday, when half of the
        markets trade.
        """
        if not self.published:
            return None
        today = self.published.isoweekday()
        eve = (today - self.lead) % 7 == 1 if self.lead else False
        if self.night or today == 6 or (eve and self.night is None):
            return self.published - DAY
        return None if today == 7 else self.published

    def session_before(self) -> date | None:
        """The trading day before that one; on a Monday only where the market is one that rests on Sundays."""
        today = self.session()
        if today is None:
            return None
        if today.isoweekday() != 1:
            return today - DAY
        world = not vetoes("world_market").isdisjoint(_WORDS.findall(self.text, 0, 4 * LEAD))
        return today - 3 * DAY if world else None


def _tells(words: list[str]) -> bool:
    """Whether عن behind these words is of what is told or paid; not of what has changed: أعلنت زيادة أرباحها عن."""
    told = max((place for place, word in enumerate(words) if word in vetoes("told")), default=-1)
    since = words[told + 1 :]
    return not begins(since, "changed") and (told >= 0 or begins(since, "paid_for"))


def begins(words: list[str], kind: str) -> bool:
    """Whether a word begins as one of this kind, clitics left out: وأرباحها as أرباح."""
    return any(word.startswith(stem) for word in words for stem in joined_vetoes(kind))


_HELD = 6  # words from قبل to a weekday that it can hold: قبل مباراته الأخيرة أمام غريمه الأحد
_ELATIVE = re.compile("ب?ا[^ا]{2,3}")  # أكبر, أهم, بأقل
_QUOTED = re.compile(r'["“«](\w+) $')
_WORD_BESIDE = re.compile(r"(\w+) {1,2}$")
_WORD_BEFORE = re.compile(r"(\w+)\W{0,3}$")
_WORD_AFTER = re.compile(r" {0,2}(\w+)")
_WORD_BEHIND_COMMA = re.compile(r" ?[،,] {0,2}(\w+)")
_WORDS = re.compile(r"(?<!\w)\w+|[^\w\s]")


def _turn(words: list[str]) -> int:
    """The place of the last word that turns a clause to what is to come, -1 where none does."""
    turns = [place for place, (word, after) in enumerate(pairwise((*words, "")))
             if (is_future(word) or is_future(_stripped(word)) or _awaits(_stripped(word), after)
                 or (word in vetoes("appointed") and not _of_office(after)))
             and not _surpassed(words[:place + 1])]  # fmt: skip
    return turns[-1] if turns else -1


def _surpassed(words: list[str]) -> bool:
    """Whether what was expected is a measure: أكثر من المتوقع, دون المتوقع; not من المتوقع أن يعقد."""
    *_, further, before, word = ("", "", *words)
    than = before in vetoes("than") or (before == "من" and _ELATIVE.fullmatch(further) is not None)
    return than and word in vetoes("expected")


def is_future(word: str) -> bool:
    """Whether a word is a verb of the future, or says that something is to come: سيبلغ, ستعلن, not سيارة, ستة."""
    if word in vetoes("future"):
        return True
    looks_so = len(word) > 4 and word[0] == "س" and word[1] in "يتن"
    return looks_so and word not in vetoes("noun_like_future") and not word.startswith(noun_like())


def _expects(word: str, after: str) -> bool:
    # توقع, قد يصل; not قد وصل
    may = word == "قد" and (after.startswith("ي") or after in listed("reaching"))
    return may or word in vetoes("expecting")


def _awaits(word: str, after: str) -> bool:
    # من المقرر أن يعقد, يتوقع أن, ينتظر أن
    awaits = any(word in vetoes(kind) for kind in ("future", "appointed", "awaits"))
    return awaits and after in vetoes("that")


def definite(word: str) -> bool:
    """Whether a word has the article: التالي, الجديد; not إلى."""
    return word.startswith("ال") and word != "الي"


def _stripped(word: str) -> str:
    """وستنطلق without its و."""
    return word[1:] if word[0] in "وف" else word


@cache
def _presents() -> frozenset[str]:
    """Verbs of what is held or done on a day, in the present tense: يناقش, تناقشه, يناقشونها."""
    verbs = {form for verb in vetoes("present_verb") for form in _present_forms(verb)}
    verbs |= {form for verb in vetoes("present_he") for form in _present_forms(verb) if form[0] != "ت"}
    return vetoes("present") | verbs | _with_object(verbs)


@cache
def _presents_or_nouns() -> frozenset[str]:
    """Those that with an object can be a noun, too, or a past: تعرضه القناة, تعرضه لإصابة; تسلمها."""
    return _with_object({form for verb in vetoes("present_he") for form in _present_forms(verb) if form[0] == "ت"})


def _with_object(verbs: set[str]) -> frozenset[str]:
    return frozenset(verb + pronoun for verb in verbs for pronoun in PRONOUNS)


def _present_forms(verb: str) -> list[str]:
    # not the short تدل of يدلي, which is also of يدل
    return [form for form, _ in verb_forms("", verb) if len(form) >= len(verb)]


def _last_present(words: list[str]) -> int:
    """The place of the last verb of a clause that can be in that tense, -1 where there is none.

    A noun can hardly begin the clause, nor does ل follow a verb with its object: (الذي) تعرضه القناة; not بعد تعرضه,
    (الذي) تعرضه لإصابة.
    """
    head, after, *_ = (*words, "", "")
    begins_it = head in _presents_or_nouns() and not after.startswith("ل")
    return max((place for place, word in enumerate(words) if word in _presents()), default=-1 + begins_it)


def _is_held(word: str) -> bool:
    # مباراة, مباراته, المباراة, لمباراة
    return begins([word.removeprefix("ال")], "held")


def _of_office(word: str) -> bool:
    # المقرر الأممي, مقرر لجنة
    return definite(word) or word in vetoes("office")


def lead_day(line: Line) -> int | None:
    """The weekday that the head of an article names first, if neither الماضي nor المقبل follows it."""
    place = line.kinds.find(letter("weekday"))
    if place < 0 or line.starts[place] > LEAD:
        return None
    shifted = line.kinds[place + 1 : place + 2] in (letter("past"), letter("next"))
    return None if shifted else int(line.values[place])


_PRINTED = re.compile(r"\d{4},? (\d{2}):\d{2}")


def night(text: str) -> bool | None:
    """Whether the time that the page's head prints behind its date is of the small hours; None if it prints none."""
    found = _PRINTED.search(text, 0, LEAD)
    return int(found[1]) < NIGHT if found else None
