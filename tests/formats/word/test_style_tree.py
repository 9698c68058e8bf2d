"""Styles of letters follow those they are based on, the default ones where nothing is named."""

from xml.etree.ElementTree import Element, SubElement

from medaid_desktop.formats.word.style_tree import StyleTree


def styles(*made: tuple[str, str, str, bool]) -> Element:
    """The part with these styles: kind, id, the id of the one it is based on, whether it is the default of its kind."""
    root = Element("w|styles")
    for kind, name, base, default in made:
        style = SubElement(
            root, "w|style", {"w|type": kind, "w|styleId": name, **({"w|default": "1"} if default else {})}
        )
        SubElement(style, "w|basedOn", {"w|val": base})
    return root


def naming(tag: str, name: str) -> Element:
    properties = Element("w|properties")
    SubElement(properties, tag, {"w|val": name})
    return properties


def ids(found: object) -> list[str]:
    return [style.get("w|styleId") for style in found]  # type: ignore[attr-defined]


TREE = StyleTree(
    styles(
        ("paragraph", "base", "", False), ("paragraph", "body", "base", True), ("paragraph", "head", "body", False),
        ("character", "strong", "", True), ("table", "plain", "", True), ("table", "grid", "plain", False),
    )
)  # fmt: skip


def test_the_nearest_style_comes_first():
    assert ids(TREE.of_paragraph(naming("w|pStyle", "head"))) == ["head", "body", "base"]
    assert ids(TREE.of_table(naming("w|tblStyle", "grid"))) == ["grid", "plain"]
    assert ids(TREE.of_run(naming("w|rStyle", "strong"))) == ["strong"]


def test_where_nothing_is_named_paragraphs_and_tables_follow_their_defaults():
    assert ids(TREE.of_paragraph(None)) == ids(TREE.of_paragraph(Element("w|pPr"))) == ["body", "base"]
    assert ids(TREE.of_table(None)) == ["plain"]
    assert ids(TREE.of_run(None)) == ids(StyleTree(None).of_paragraph(None)) == []


def test_styles_based_on_each_other_come_to_an_end():
    tree = StyleTree(styles(("paragraph", "one", "other", True), ("paragraph", "other", "one", False)))
    assert 2 <= len(ids(tree.of_paragraph(None))) <= 100
