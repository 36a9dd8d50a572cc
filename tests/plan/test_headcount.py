from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.headcount import Headcount, Hire

days = st.dates(date(2026, 10, 1), date(2026, 10, 3))
hires = st.builds(Hire, st.sampled_from([1.0, 2.0]), days)
headcounts = st.builds(
    Headcount, st.lists(hires, max_size=4).map(tuple), st.dictionaries(st.integers(1, 4), days, max_size=3)
)


@given(headcounts, st.data())
def test_what_is_taken_out_is_gone_once_and_the_rest_stays(headcount: Headcount, data: st.DataObject) -> None:
    entries: tuple[Hire | int, ...] = (*headcount.hires, *headcount.leavers)
    places = data.draw(st.sets(st.sampled_from(range(len(entries))))) if entries else set()
    left = headcount.without([entries[place] for place in places])
    stay = [entry for place, entry in enumerate(entries) if place not in places]
    assert sorted(left.leavers.items()) == sorted((one, headcount.leavers[one]) for one in stay if isinstance(one, int))
    expected = [entry for entry in stay if isinstance(entry, Hire)]
    assert sorted(left.hires, key=str) == sorted(expected, key=str)
    assert left.hired == sum(hire.people for hire in expected)
    assert left.is_same is (not stay)
