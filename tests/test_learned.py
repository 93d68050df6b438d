"""The network that reads sums: same answers whatever is read together, its files checked, its fitting run small."""

import json
import shutil
from collections import Counter
from datetime import date

import numpy as np
import pytest
from test_claims import parts

from pipeline.claims import as_kind, as_modality, claims, judged, levelled, page_of, sums, weighed
from pipeline.engine_embedded import HOME
from pipeline.evidence import text_of
from pipeline.inflections import letters
from pipeline.learned import (
    FACTS,
    FLAGS,
    SOUGHT,
    Answer,
    Stand,
    answers,
    decided,
    elsewhere,
    facts,
    held,
    holder,
    known,
    likeliest,
    load,
    moments,
    past_base,
    pointed_at,
    sheet,
    silent,
    spelt,
    stands,
    views,
    words_of,
)
from pipeline.parties import named, noun, party, phrase
from pipeline.tables import KINDS, MODALITIES

TEXT = """ميتا تستثمر 14.3 مليار دولار في سكيل.
قالت وزارة المالية إن السعودية أنفقت 5 مليارات ريال على الطرق في عام 2023، ومنحت الأردن 200 مليون دولار.
وأضافت أن أرامكو ستدفع 300 مليون ريال غرامة، وكانت قد باعت سندات بقيمة 3 مليارات دولار (11.2 مليار ريال)."""
NAMES = (
    ("ORG", "ميتا"), ("ORG", "سكيل"), ("ORG", "وزارة المالية"), ("LOC", "السعودية"), ("LOC", "الأردن"),
    ("ORG", "أرامكو"),
)  # fmt: skip


@pytest.fixture(scope="module")
def network():
    return load()


@pytest.fixture(scope="module")
def page():
    folded, *tables = parts(TEXT, NAMES)
    return page_of(folded.plain, folded.text, *tables)


def test_what_is_seen_of_a_sum(page):
    for found, view in zip(sums(page), views(page, sums(page)), strict=True):
        own = [word for word, is_own in zip(words_of(page, view), view.own, strict=True) if is_own]
        assert (own[0].start, own[-1].stop) == (found.amount.start, found.amount.stop)
        assert len(view.at) == len(set(view.at)) == len(view.near) == len(view.flags)


def test_how_far_is_looked():
    """The head of the headline, the ends of the two sentences before, and the words around the sum."""
    before = [f"{'كلمة ' * words}كلمة." for words in (50, 70, 70, 70)]
    for own, places in ((f"{'كلمة ' * 100}5 ملايين دولار", (90, 0)), (f"5 ملايين دولار{' كلمة' * 60}", (0, 50))):
        page, view = seen("\n".join([*before, own]), ())
        rows = Counter(row for row, _ in view.at)
        assert [rows[row] for row in range(5)] == [40, 0, 60, 60, 3 + sum(places)]
        first = next(place for row, place in view.at if row == 4)
        assert sums(page)[0].first - first == places[0]


def test_names_farther_back_are_seen():
    names = [f"اسم{letter}" for letter in "بتثجحخدذرزسشصضطظ"]
    far = "\n".join(f"زار {name} المدينة." for name in names)
    page, view = seen(f"عنوان.\n{far}\nقال.\nوعاد.\nودفع 5 ملايين دولار.", tuple(("PER", name) for name in names))
    told = [page.mentions[word.mention].name for word in words_of(page, view) if word.mention >= 0]
    assert told == names[-12:]


def test_facts_are_told_as_the_network_was_fitted(page):
    found = sums(page)[0]
    chosen = found.chosen._replace(points=3.0, margin=1.5, kinds={"investment": 3.0, "tax": -1.5, "debt": -9.0})
    sure = found._replace(chosen=chosen, kinds=chances_of(KINDS, investment=1.0, tax=0.5, debt=0.0), modalities=())
    told = facts(sure, 0)
    of_kinds = [f"{what} {kind}" for what in ("points", "chance") for kind in ("investment", "tax", "debt")]
    names = ["points", "margin", *of_kinds]
    wanted = [0.6, 0.5, 1, 0.1, 0, 2, 1, 0]
    assert [float(told[FACTS[name]]) for name in names] == pytest.approx(wanted, abs=0.001)


def test_flags_of_a_line(page):
    line = page.lines[1]
    found = sheet(page, line).flags
    assert found.shape == (len(line.words), len(FLAGS))
    names = [word.text for word, row in zip(line.words, found, strict=True) if row[FLAGS["name LOC"]]]
    assert names == [letters("السعودية"), letters("الأردن")]


def holders(text):
    """What may hold a role of the first sum of a text, as written."""
    page, view = seen(text, ())
    words = words_of(page, view)
    return [" ".join(words[number].text for number in group) for group in view.holders]


@pytest.mark.parametrize(
    ("text", "held", "none"),
    [
        ("تدفع الحكومة المساعدات وقدرها 5 ملايين درهم", "الحكومة", "الحكومة المساعدات"),
        ("تدفع الشركة الأم 5 ملايين درهم", "الشركة الأم", ""),
        ("تدفع الحكومة المغربية 5 ملايين درهم", "الحكومة المغربية", ""),
        ("5 ملايين درهم تدفع من طرف الوزارة", "الوزارة", "طرف الوزارة"),
        ("بلغت الصادرات غير النفطية 5 ملايين درهم", "الصادرات غير النفطية", "الصادرات"),
        ("أنفقت على الوحدة التابعة للشركة 5 ملايين درهم", "الوحدة", "الوحدة التابعة"),
        ("صرفت المكافآت البالغة قيمتها 5 ملايين درهم", "المكافآت", "المكافآت البالغة"),
        ("يبلغ الإيجار الشهري 5 دراهم", "الإيجار الشهري", "الشهري"),
        ("بلغ سعر بيع البنزين 5 دراهم", "البنزين", "بيع البنزين"),
        ("قال محللون قد يخسرون 5 ملايين درهم", "محللون", "محللون قد"),
        ("دفع طالب سعودي 5 ملايين درهم", "طالب سعودي", "دفع طالب سعودي"),
        ("منحت الوزارة كل طالب وطالبة 5 ملايين درهم", "كل طالب", "كل"),
        ("ضبط مؤسسة وتغريمها 5 ملايين درهم", "مؤسسة", "مؤسسة وتغريمها"),
        ("غرم متهم 7 سنوات بعد الحكم 5 ملايين درهم", "متهم", "متهم 7 سنوات"),
        ("أنفقت على المرحلة 2 من المشروع 5 ملايين درهم", "المرحلة 2", ""),
        ("بيعت قنينة 12 لترا بسعر 5 دراهم", "قنينة 12 لترا", ""),
        ("أعفي التاجر من غرامة قدرها 5 آلاف درهم", "التاجر", "أعفي التاجر"),
        ("طرح صندوق استثماري يعمل في السياحة بقيمة 5 ملايين درهم", "صندوق استثماري", "صندوق استثماري يعمل"),
        ("بلغت متأخرات ضريبية سيتم تحصيلها 5 ملايين درهم", "متأخرات ضريبية", "متأخرات ضريبية سيتم"),
        ("طالب مساهمون أقاموا دعوى بمبلغ 5 ملايين درهم", "مساهمون", "مساهمون أقاموا دعوى"),
        ("ومنها الأرز المعبأ بسعر 5 دراهم", "الأرز المعبأ", "منها الأرز المعبأ"),
        ("بيع مشروع يد يمنى بسعر 5 دراهم", "مشروع يد يمنى", "مشروع"),
        ("انتخب المجلس عضوا جديدا وصرف 5 دراهم", "عضوا جديدا", "جديدا وصرف"),
        ("تم شراء آلات حصاد جديدة بقيمة 5 ملايين درهم", "آلات حصاد جديدة", "آلات"),
        ("بيع 10 آلاف متابع نظير 5 دراهم", "10 آلاف متابع", "10 آلاف"),
        ("بلغ سعر العرض 5 دراهم للقدم المربعة الواحدة", "العرض", "للقدم المربعه الواحده"),
    ],
)
def test_what_may_hold_a_role(text, held, none):
    found = holders(text)
    assert letters(held) in found
    assert letters(none) not in found


def test_a_noun_behind_l_has_its_article_again(page):
    folded, *tables = parts("للأجراء وللجنة وللاعبين وللصوص ثم لكل لألف 5 ملايين درهم", ())
    told = page_of(folded.plain, folded.text, *tables)
    names = [noun(told, told.lines[0], place, place).name for place in (0, 1, 2, 3, 5, 6)]
    assert names == ["الأجراء", "لجنة", "لاعبين", "لصوص", "كل", "ألف"]


@pytest.mark.parametrize(("text", "first", "last", "name"), [
    ('بناء "مجال 2" ب15 مليون درهم', 0, 3, 'بناء "مجال 2"'), ('تقرير "القبس"', 0, 1, "تقرير"),
    ('"القبس" تقرير', 1, 1, "القبس"),
])  # fmt: skip
def test_a_noun_phrase_holds_both_its_quotation_marks_or_none(text, first, last, name):
    folded, *tables = parts(text, ())
    told = page_of(folded.plain, folded.text, *tables)
    assert noun(told, told.lines[0], first, last).name == name


def test_what_is_read_together_changes_nothing(network, page):
    seen = views(page, sums(page))
    figures, (rows,) = known(network.states, [page], [seen])
    together = answers(network, seen * 7, figures, rows * 7)
    for place, (view, states) in enumerate(zip(seen, rows, strict=True)):
        (alone,) = answers(network, [view], figures, [states])
        for one, other in zip(alone, together[place], strict=True):
            assert (one == other).all()


def test_documents_read_together_are_read_as_alone(network):
    first, second = (parts(text, NAMES) for text in (TEXT, TEXT.split("\n", 1)[1]))
    columns = [
        [one, other]
        for one, other in zip(
            (first[0].plain, first[0].text, *first[1:]), (second[0].plain, second[0].text, *second[1:]), strict=True
        )
    ]
    together = claims(*columns, network=network)
    assert together == [claims(*([table[place]] for table in columns), network=network)[0] for place in (0, 1)]


def test_words_are_spelt_as_the_names_engine_reads_them():
    folded, *tables = parts("أعلنت #وزارة_المالية منحة بقيمة 5 ملايين دولار.", ())
    page = page_of(folded.plain, folded.text, *tables)
    words = [folded.plain[token.start : token.stop] for token in tables[1]]
    assert [word for word, _ in spelt(page, 0)] == words
    assert [word for word, counts in spelt(page, 0) if not counts] == ["#", "_"]


def test_chances_are_chances(network, page):
    seen = views(page, sums(page))
    figures, (rows,) = known(network.states, [page], [seen])
    for answer in answers(network, seen, figures, rows):
        for chances in (answer.kinds, *answer.roles.T):
            assert chances.min() >= 0
            assert chances.sum() == pytest.approx(1, abs=0.1)  # each is rounded


def test_a_role_stands_at_a_whole_name(page):
    view = views(page, sums(page))[1]
    words = words_of(page, view)
    chances = np.zeros(len(words), np.float32)
    second = next(place for place, word in enumerate(words) if word.text.startswith("المالي"))
    chances[second] = 0.6
    (found,) = likeliest(view.holders, chances.tolist())
    assert (found.words, round(found.chance, 3)) == ([second - 1, second], 0.6)


def test_a_time_is_of_the_sum_s_own_sentence_and_whole():
    spent = "وستنفق في عام 2023 نحو 7 ملايين ريال حتى نهاية 2024 على نفط للتسليم في مارس 2025."
    text = f"أنفقت الوزارة 5 ملايين ريال في مارس 2021.\n{spent}"
    folded, *tables = parts(text, ())
    page = page_of(folded.plain, folded.text, *tables)
    _, view = views(page, sums(page))
    words = words_of(page, view)
    found = [folded.plain[words[some[0]].start : words[some[-1]].stop] for some in moments(page, view)]
    assert found == ["في عام 2023", "حتى نهاية 2024"]


def test_the_network_tells_when(network):
    folded, *tables = parts(TEXT, NAMES)
    (found,) = claims([folded.plain], [folded.text], *([table] for table in tables), network=network)
    assert [claim.when_value for claim in found[:2]] == [None, "2023"]


def test_an_adjective_of_the_frame_holds_no_role():
    folded, *tables = parts("قبلت العرض الذي يعادل قيمتها السوقية الأخيرة البالغة 29 مليار دولار.", ())
    page = page_of(folded.plain, folded.text, *tables)
    (view,) = views(page, sums(page))
    words = words_of(page, view)
    firsts = {words[group[0]].text for group in view.holders}
    assert letters("السوقية") not in firsts
    assert letters("العرض") in firsts


def test_two_parties_are_never_at_one_word(network, page):
    seen = views(page, sums(page))
    figures, (rows,) = known(network.states, [page], [seen])
    for view, answer in zip(seen, answers(network, seen, figures, rows), strict=True):
        roles = np.zeros_like(answer.roles)
        roles[1, :3] = [0.9, 0.8, 0.7]
        found = held(stands(page, view, answer._replace(roles=roles)), ())
        assert list(found) == ["payer"]


def test_who_pays_or_gets_nearly_as_likely_as_nobody_is_named(network, page):
    view = views(page, sums(page))[0]
    figures, (rows,) = known(network.states, [page], [[view]])
    (answer,) = answers(network, [view], figures, rows)
    place = view.holders[0][0]
    for column, role in enumerate(SOUGHT):
        likely = np.zeros_like(answer.roles)
        likely[0, column], likely[1 + place, column] = 0.55, 0.45
        found = held(stands(page, view, answer._replace(roles=likely)), ())
        assert (role in found) == (role in ("payer", "payee"))


def seen(text, names):
    """The page of a text and what is seen of its first sum."""
    folded, *tables = parts(text, names)
    page = page_of(folded.plain, folded.text, *tables)
    return page, views(page, sums(page))[0]


def standing(page, view, word):
    """The number of a word among those that are looked at."""
    return [one.text for one in words_of(page, view)].index(letters(word))


@pytest.mark.parametrize(("role", "noun", "name", "how"), [
    ("source", "الصحيفة", "ماركا", "resolved"), ("payer", "الصحيفة", "ماركا", "resolved"),
    ("subject", "الصحيفة", "الصحيفة", "noun"), ("payer", "المدرب", "المدرب", "noun"),
])  # fmt: skip
def test_who_pays_or_speaks_is_led_back_to_a_name(role, noun, name, how):
    text = "نشرت صحيفة ماركا خبرا عن مدرب برشلونة.\nوقالت الصحيفة إن المدرب دفع 40 مليون يورو."
    page, view = seen(text, (("ORG", "ماركا"), ("ORG", "برشلونة")))
    rows = [standing(page, view, noun)]
    who = holder(page, view, role, rows, None)
    assert (who.name, who.how) == (name, how)
    (start, stop) = pointed_at(page, view, {role: rows})[role]
    assert page.plain[start:stop] == noun


@pytest.mark.parametrize(("name", "label", "noun", "role", "kept"), [
    ("صندوق النقد الدولي", "ORG", "الشركة", "payer", True), ("صندوق النقد الدولي", "ORG", "المؤسسة", "payer", False),
    ("أرامكو", "ORG", "الشركة", "payer", False), ("أمين الناصر", "PER", "الشركة", "payer", True),
    ("طرابلس", "LOC", "البلاد", "payer", True), ("ليبيا", "LOC", "البلاد", "payer", False),
    ("صندوق النقد الدولي", "ORG", "الشركة", "subject", False),
])  # fmt: skip
def test_who_pays_is_no_name_that_its_noun_can_never_mean(name, label, noun, role, kept):
    text = f"تحدث الوزير أمس عن {name} في مؤتمر.\nودفعت {noun} غرامة قدرها 5 ملايين دولار."
    folded, *tables = parts(text, ((label, name),))
    page = page_of(folded.plain, folded.text, *tables)
    (found,) = sums(page)
    view = views(page, [found])[0]
    first = standing(page, view, name.split()[0])
    ruled = party(page, found.line, phrase(found.line, 1))
    who = holder(page, view, role, [first + place for place in range(len(name.split()))], ruled)
    assert (who.name == noun) == kept


@pytest.mark.parametrize(("head", "first"), [(0.02, "المصنع"), (0.3, "تغريم")])
def test_the_head_of_a_phrase_that_is_hardly_meant_is_left_out(head, first):
    page, view = seen("قضت المحكمة بتغريم المصنع مبلغ 5 ملايين دولار.", ())
    roles = np.zeros((1 + len(view.at), len(SOUGHT)))
    roles[0] = 0.1
    roles[1 + standing(page, view, "بتغريم"), 0] = head
    roles[1 + standing(page, view, "المصنع"), 0] = 0.6
    words = held(stands(page, view, Answer(np.zeros(0), np.zeros(0), roles)), ())["payer"]
    start, _ = pointed_at(page, view, {"payer": words})["payer"]
    assert page.plain[start:].startswith(first) or page.plain[start + 1 :].startswith(first)


@pytest.mark.parametrize(("text", "word", "role", "held_by"), [
    ("وينص القانون على غرامة قدرها 5 ملايين دولار.", "القانون", "payer", False),
    ("وينص القانون على غرامة قدرها 5 ملايين دولار.", "القانون", "subject", True),
    ("ودفع القانوني غرامة قدرها 5 ملايين دولار.", "القانوني", "payer", True),
])  # fmt: skip
def test_a_law_pays_nothing(text, word, role, held_by):
    page, view = seen(text, ())
    roles = np.zeros((1 + len(view.at), len(SOUGHT)))
    roles[0] = 0.1
    roles[1 + standing(page, view, word), SOUGHT.index(role)] = 0.8
    assert (role in held(stands(page, view, Answer(np.zeros(0), np.zeros(0), roles)), ())) == held_by


def test_a_noun_keeps_its_adjective():
    page, view = seen("أنفقت على مشروعها السكني مبلغ 5 ملايين دولار.", ())
    roles = np.zeros((1 + len(view.at), len(SOUGHT)))
    roles[0] = 0.1
    roles[1 + standing(page, view, "السكني"), 2] = 0.8
    words = held(stands(page, view, Answer(np.zeros(0), np.zeros(0), roles)), ())["subject"]
    assert [words_of(page, view)[number].text for number in words] == ["مشروعها", "السكني"]


def test_people_of_a_body_are_not_the_body():
    page, view = seen("دفع خبراء صندوق النقد 5 ملايين دولار.", (("ORG", "صندوق النقد"),))
    assert holder(page, view, "payer", [standing(page, view, "خبراء")], None).how == "noun"


def test_a_role_that_yields_its_word_has_its_second_place():
    nobody, first, second = Stand([], 0.1), Stand([4, 5], 0.6), Stand([8], 0.3)
    found = {role: [Stand([], 1.0)] for role in SOUGHT}
    found |= {"payer": [nobody, first, second], "payee": [nobody, Stand([5], 0.8)]}
    assert held(found, ()) == {"payee": [5], "payer": [8]}
    assert held(found | {"payer": [nobody._replace(chance=0.35), first, second]}, ()) == {"payee": [5]}


def test_of_places_in_one_another_the_likeliest_counts():
    found = likeliest([[1, 2, 3], [2, 3], [3], [7], [9]], [0, 0.1, 0.2, 0.3, 0, 0, 0, 0.2, 0, 0.05])
    assert [stand.words for stand in found] == [[1, 2, 3], [7], [9]]


@pytest.mark.parametrize(("chance", "nobody", "ruled", "speaks"), [
    (0.55, 0.45, (), False), (0.65, 0.35, (), True), (0.55, 0.45, ("source",), True), (0.2, 0.55, ("source",), False),
])  # fmt: skip
def test_a_source_that_no_rule_sees_must_be_likely(chance, nobody, ruled, speaks):
    found = {role: [Stand([], 1.0)] for role in SOUGHT} | {"source": [Stand([], nobody), Stand([3], chance)]}
    assert ("source" in held(found, ruled)) == speaks
    assert silent([Stand([], 0.65)])
    assert not silent([Stand([], nobody)])


def test_a_sum_in_brackets_shares_what_the_one_before_is(network):
    folded, *tables = parts(TEXT, NAMES)
    (found,) = claims([folded.plain], [folded.text], *([table] for table in tables), network=network)
    bonds, again = found[-2:]
    assert (again.rule, again.kind, again.modality) == ("same as before", bonds.kind, bonds.modality)
    assert (again.payer_name, again.payee_name, again.subject_name) == (
        bonds.payer_name, bonds.payee_name, bonds.subject_name,
    )  # fmt: skip


@pytest.mark.parametrize(("text", "sure"), [
    ("بقيمة 3 مليار و200 مليون ريال", False), ("بـ 3مليارات ريال", False), ("- 500 مليون دولار", False),
    ("بلغت أرباح ميتا 3 مليارات دولار", True), ("بلغت الأرباح 3 مليارات دولار", True),
])  # fmt: skip
def test_a_sum_of_which_nothing_tells_is_never_sure(network, text, sure):
    folded, *tables = parts(text, (("ORG", "ميتا"),))
    (found,) = claims([folded.plain], [folded.text], *([table] for table in tables), network=network)
    assert (found[0].score > 0.4) == sure


def test_equal_sums_of_a_text_are_drawn_to_each_other():
    read = sums(seen("خصصت الدولة 5 ملايين دولار. وأنفقت 5 ملايين دولار، و5 ملايين درهم.", ())[0])
    sure, torn, other = (Answer(chances_of(KINDS, **likely), chances_of(MODALITIES, actual=0.9), np.zeros((1, 5)))
                         for likely in ({"grant": 0.9}, {"tax": 0.5, "grant": 0.4}, {"tax": 0.9}))  # fmt: skip
    drawn = levelled(read, [sure, torn, other])
    assert [KINDS[answer.kinds.argmax()] for answer in drawn] == ["grant", "grant", "tax"]
    assert drawn[2] is other
    assert drawn[0].kinds.sum() == pytest.approx(1, abs=0.01)


def test_sums_of_open_currency_are_not_drawn_to_each_other():
    read = sums(seen("خصصت الدولة 5 ملايين ريال. وأنفقت 5 ملايين ريال.", ())[0])
    said = [Answer(chances_of(KINDS, **likely), chances_of(MODALITIES), np.zeros((1, 5)))
            for likely in ({"grant": 0.9}, {"tax": 0.9})]  # fmt: skip
    assert all(one is other for one, other in zip(levelled(read, said), said, strict=True))


def test_equal_sums_are_judged_as_drawn_to_each_other(network, monkeypatch):
    page, _ = seen("خصصت الدولة 5 ملايين دولار. وأنفقت 5 ملايين دولار.", ())
    flat = {"kinds": (1 / len(KINDS),) * len(KINDS), "modalities": (1 / len(MODALITIES),) * len(MODALITIES)}
    read = [found._replace(**flat) for found in sums(page)]
    kinds = [chances_of(KINDS, grant=0.9), chances_of(KINDS, tax=0.5, grant=0.4)]
    actual = chances_of(MODALITIES, actual=0.9)
    said = [Answer(some, actual, nobody(view)) for some, view in zip(kinds, views(page, read), strict=True)]
    monkeypatch.setattr("pipeline.learned.answers", lambda *_: said)
    (found,) = judged(network, [page], [read])
    assert [one.kind for one in found] == ["grant", "grant"]


def nobody(view):
    """Chances that nobody holds a role."""
    return np.concatenate([np.ones((1, len(SOUGHT))), np.zeros((len(view.at), len(SOUGHT)))])


def chances_of(answers, **likely):
    """Chances that favour some answers."""
    return np.array([likely.get(answer, 0.01) for answer in answers])


def test_network_and_evidence_decide_together(page):
    before = {"kinds": chances_of(KINDS, debt=0.8), "modalities": chances_of(MODALITIES, planned=0.9)}
    found = sums(page)[0]._replace(**before)
    sure = Answer(chances_of(KINDS, tax=0.9), chances_of(MODALITIES, actual=0.9), np.zeros((1, len(SOUGHT))))
    assert decided(sure, found) == ("tax", "actual")
    torn = Answer(
        chances_of(KINDS, tax=0.6, debt=0.3),
        chances_of(MODALITIES, actual=0.6, planned=0.3),
        np.zeros((1, len(SOUGHT))),
    )
    assert decided(torn, found) == ("debt", "planned")


@pytest.mark.parametrize(("text", "modality"), [
    ("نفى بنك الخليج أنه دفع غرامة قدرها 40 مليون درهم.", "denied"),
    ("ودفع بنك الخليج غرامة قدرها 40 مليون درهم، ونفى أن يبيع أسهمه.", "actual"),
])  # fmt: skip
def test_what_a_verb_of_denial_denies_stays_denied(network, text, modality):
    folded, *tables = parts(text, (("ORG", "بنك الخليج"),))
    (found,) = claims([folded.plain], [folded.text], *([table] for table in tables), network=network)
    assert [claim.modality for claim in found] == [modality]


@pytest.mark.parametrize(("text", "doubtful"), [
    ("وكان الوزير قد أمر بصرف 40 مليون درهم.", False), ("وكان الأمير قد وجه بتقديم 40 مليون درهم.", False),
    ("وقد يأمر الوزير بصرف 40 مليون درهم.", True), ("وقد رأت فرنسا أنه ستكون عليها 40 مليون درهم.", True),
    ("وكان الوزير قد أمر بصرف قد يبلغ 40 مليون درهم.", True),
])  # fmt: skip
def test_what_was_done_is_not_possible(text, doubtful):
    (found,) = sums(seen(text, ())[0])
    found = found._replace(kinds=chances_of(KINDS, grant=0.9), modalities=chances_of(MODALITIES, possible=0.6))
    answer = Answer(chances_of(KINDS, grant=0.9), chances_of(MODALITIES, possible=0.8, planned=0.1), np.zeros((1, 5)))
    assert decided(answer, found)[1] == ("possible" if doubtful else "planned")


@pytest.mark.parametrize(("text", "past"), [
    ("يتوقع أن تبلغ الأرباح 15 مليار دولار في 2022، مقارنة بـ7.5 مليار دولار في العام الماضي.", True),
    ("يتوقع أن تبلغ الأرباح 15 مليار دولار، ارتفاعا من نحو 7.5 مليار دولار في السنة الماضية.", True),
    ("يتوقع أن تبلغ الأرباح 15 مليار دولار في 2025، مقارنة بـ7.5 مليار دولار في 2024.", False),
    ("يتوقع أن تبلغ الأرباح 15 مليار دولار، وستدفع مقابل 7.5 مليار دولار في العام المقبل.", False),
    ("وقد تباع مقارنة بـ7.5 مليار دولار في العام الماضي.", False),
])  # fmt: skip
def test_what_a_sum_is_held_against_was_so(text, past):
    page, _ = seen(text, ())
    *_, found = sums(page)
    assert past_base(page, found, found.when) == past


@pytest.mark.parametrize(("text", "published", "past"), [
    ("ستبلغ الإيرادات 42 مليار درهم سنة 2026 مقابل 32 مليار درهم سنة 2025.", date(2026, 3, 2), True),
    ("ستبلغ الإيرادات 42 مليار درهم سنة 2026 مقابل 32 مليار درهم سنة 2025.", date(2025, 10, 2), False),
    ("ستبلغ الإيرادات 42 مليار درهم سنة 2026 مقابل 32 مليار درهم متوقعة سنة 2025.", date(2026, 3, 2), False),
    ("ستبلغ الإيرادات 42 مليار درهم سنة 2026 مقابل 32 مليار درهم في موازنة سنة 2025.", date(2026, 3, 2), False),
])  # fmt: skip
def test_what_a_sum_is_held_against_is_over_by_the_date_of_the_document(text, published, past):
    page = seen(text, ())[0]._replace(published=published)
    *_, found = sums(page)
    assert past_base(page, found, found.when) == past


def test_a_sum_of_another_kind_has_the_trigger_of_that_kind(network, page):
    read = weighed(network.evidence, page, sums(page))
    fine = next(number for number, found in enumerate(read) if found.kind == "penalty")
    made = as_kind(network.evidence.kind, text_of(page, read), read, fine, "spending")
    assert (made.kind, made.kinds) == ("spending", read[fine].kinds)
    assert made.trigger != read[fine].trigger
    assert as_kind(network.evidence.kind, text_of(page, read), read, fine, "penalty") is read[fine]
    assert as_modality(network.evidence.modality, text_of(page, read), read, fine, "denied").cue.modality == "denied"


@pytest.mark.parametrize("what", ["network", "words", "weights", "flags"])
def test_files_that_do_not_fit_are_told(tmp_path, what):
    for path in HOME.iterdir():
        shutil.copy(path, tmp_path / path.name)
    if what == "network":
        (tmp_path / "learned.onnx").write_bytes(b"other")
    elif what == "words":
        (tmp_path / "learned_words.onnx").write_bytes(b"other")
    elif what == "weights":
        (tmp_path / "evidence.json").write_bytes(b"{}")
    else:
        card = json.loads((tmp_path / "learned.json").read_bytes())
        (tmp_path / "learned.json").write_text(json.dumps(card | {"flags": card["flags"][1:]}))
    with pytest.raises(ValueError, match=r"learned\.json"):
        load(tmp_path)


@pytest.mark.parametrize(("text", "turns"), [
    ("وفي سياق منفصل بلغت الأرباح 5 ملايين دولار.", True), ("من جهة أخرى، بلغت الأرباح 5 ملايين دولار.", True),
    ("وبلغت الأرباح 5 ملايين دولار.", False), ("من جهة أخرى، أضاف أن الأرباح بلغت 5 ملايين دولار.", False),
    ("وعلى صعيد الأرباح بلغت 5 ملايين دولار.", False),
])  # fmt: skip
def test_who_spoke_says_nothing_of_something_else(text, turns):
    folded, *tables = parts(f"قال سامي إن الوضع جيد.\n{text}", (("PER", "سامي"),))
    page = page_of(folded.plain, folded.text, *tables)
    (found,) = sums(page)
    assert elsewhere(found, named(page.mentions[0])) == turns
    assert not elsewhere(found, None)


def test_the_outlet_of_a_dateline_holds_no_role(network):
    folded, *tables = parts(
        "الدوحة - الشرق\nأعلنت الشركة توزيع أرباح بقيمة 5 ملايين ريال.", (("LOC", "الدوحة"), ("ORG", "الشرق"))
    )
    (found,) = claims([folded.plain], [folded.text], *([table] for table in tables), network=network)
    assert found[0].payer_name == "الشركة"
