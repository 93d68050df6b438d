"""Names that a text only gives by the way."""

import pytest
from casefile import Case, cases
from test_claims import case_parts

from pipeline.claims import page_of


@pytest.mark.parametrize("case", cases("byways"), ids=lambda case: case.place)
def test_cases(case: Case) -> None:
    what, *wanted = case.head.split()
    folded, *tables = case_parts(case)
    page = page_of(folded.plain, folded.text, *tables)
    found = {"filed": page.filed, "owned": page.owned}[what]
    assert [page.mentions[place].name for place in sorted(found)] == [name for name in wanted if name != "-"]
