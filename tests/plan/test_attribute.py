"""The dictionary of attributes: every name means one thing."""

from isplanner.plan.attribute import Attribute, dimensions, shipped_attributes
from isplanner.plan.normal import normal_name


def test_an_attribute_is_called_by_any_of_its_names() -> None:
    industry = shipped_attributes()["industry"]
    assert all(industry.is_called(name) for name in ("industry", "業種", "Industry", "ＩＮＤＵＳＴＲＹ", "業 界"))
    assert not industry.is_called("会社規模")
    assert shipped_attributes()["company_size"].is_called("company size")
    assert dimensions()["weekday"].is_called("曜日")


def test_no_name_means_two_things() -> None:
    def names(attribute: Attribute) -> set[str]:
        own = (attribute.key, attribute.ja, attribute.en, *attribute.names)
        return {normal_name(name).replace("_", "") for name in own}

    for dictionary in (shipped_attributes(), dimensions()):
        found = [name for attribute in dictionary.values() for name in names(attribute)]
        assert len(found) == len(set(found))


def test_every_attribute_has_a_name_in_both_languages() -> None:
    for attribute in (*shipped_attributes().values(), *dimensions().values()):
        assert attribute.ja
        assert attribute.en.isascii()
