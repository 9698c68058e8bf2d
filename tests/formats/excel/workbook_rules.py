"""What Office asks of a new workbook before it opens one without repair: package, order of elements, indexes, limits.

The order and the names come from ECMA-376 part 1 (transitional): CT_Worksheet, CT_Workbook, CT_Stylesheet, CT_Sst and what they hold.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ELEMENTS = {
    "worksheet": ("", "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges"
                  " scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting"
                  " dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties"
                  " cellWatches ignoredErrors smartTags drawing legacyDrawing extLst"),
    "sheetPr": ("", "tabColor outlinePr pageSetUpPr"), "pageSetUpPr": ("fitToPage autoPageBreaks", ""), "dimension": ("ref", ""),
    "sheetViews": ("", "sheetView*"), "sheetView": ("showGridLines tabSelected workbookViewId", "pane selection*"),
    "pane": ("xSplit ySplit topLeftCell activePane state", ""), "selection": ("pane activeCell sqref", ""),
    "sheetFormatPr": ("defaultRowHeight", ""), "cols": ("", "col*"), "col": ("min max width customWidth", ""),
    "sheetData": ("", "row*"), "row": ("r ht customHeight", "c*"), "c": ("r s t", "f v is"), "v": ("", ""),
    "mergeCells": ("count", "mergeCell*"), "mergeCell": ("ref", ""), "printOptions": ("horizontalCentered", ""),
    "pageMargins": ("left right top bottom header footer", ""),
    "pageSetup": ("paperSize fitToWidth fitToHeight orientation", ""), "headerFooter": ("", "oddHeader oddFooter"),
    "oddFooter": ("", ""), "rowBreaks": ("count manualBreakCount", "brk*"), "brk": ("id max man", ""),
    "ignoredErrors": ("", "ignoredError*"), "ignoredError": ("sqref numberStoredAsText", ""),
    "workbook": ("", "fileVersion workbookPr workbookProtection bookViews sheets externalReferences definedNames calcPr"),
    "workbookPr": ("", ""), "bookViews": ("", "workbookView*"),
    "workbookView": ("xWindow yWindow windowWidth windowHeight", ""), "sheets": ("", "sheet*"),
    "sheet": ("name sheetId id", ""), "definedNames": ("", "definedName*"), "definedName": ("name localSheetId hidden", ""),
    "styleSheet": ("", "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles"),
    "numFmts": ("count", "numFmt*"), "numFmt": ("numFmtId formatCode", ""), "fonts": ("count", "font*"),
    "font": ("", "b i strike sz color name family charset scheme"), "b": ("", ""), "sz": ("val", ""), "name": ("val", ""),
    "family": ("val", ""), "charset": ("val", ""), "fills": ("count", "fill*"), "fill": ("", "patternFill"),
    "patternFill": ("patternType", ""), "borders": ("count", "border*"), "border": ("", "left right top bottom diagonal"),
    "left": ("style", "color"), "right": ("style", "color"), "top": ("style", "color"), "bottom": ("style", "color"),
    "diagonal": ("style", "color"), "color": ("auto", ""), "cellStyleXfs": ("count", "xf*"), "cellXfs": ("count", "xf*"),
    "xf": ("numFmtId fontId fillId borderId xfId quotePrefix applyNumberFormat applyFont applyBorder applyAlignment",
           "alignment protection"),
    "alignment": ("horizontal vertical indent wrapText shrinkToFit", ""), "cellStyles": ("count", "cellStyle*"),
    "cellStyle": ("name xfId builtinId", ""), "dxfs": ("count", "dxf*"), "sst": ("count uniqueCount", "si*"), "si": ("", "t r*"),
    "t": ("space", ""),
}  # fmt: skip
"""Of each element the attributes and, in their order, the children; * for those that may stand there several times."""


def faults(content: bytes) -> list[str]:
    """Everything about a workbook that Office would repair or refuse."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        found = [f"twice: {name}" for name in parts if package.namelist().count(name) > 1]
    trees = {name: fromstring(data) for name, data in parts.items()}
    found += list(_package(trees))
    for name, tree in trees.items():
        if name.startswith("xl/") and not name.endswith(".rels"):
            found += [f"{name}: {fault}" for fault in _order(tree)]
    styles, strings = trees["xl/styles.xml"], trees["xl/sharedStrings.xml"]
    found += list(_styles(styles))
    texts = [item.findtext(f"{MAIN}t") or "" for item in strings]
    found += [f"text of {len(text)}" for text in texts if len(text.encode("utf-16-le")) // 2 > 32_767]
    found += ["texts twice"] * (len(set(texts)) != len(texts))
    uses = 0
    for name, tree in trees.items():
        if name.startswith("xl/worksheets/"):
            looks = len(tree_of(styles, "cellXfs"))
            found += [f"{name}: {fault}" for fault in _cells(tree, looks, len(texts))]
            found += [f"{name}: {fault}" for fault in _page(tree)]
            uses += len(tree.findall(f".//{MAIN}c[@t='s']"))
    found += ["count of texts"] * ((strings.get("count"), strings.get("uniqueCount")) != (str(uses), str(len(texts))))
    return found + list(_workbook(trees["xl/workbook.xml"]))


def tree_of(root: Element, name: str) -> Element:
    """A child by its name."""
    found = root.find(f"{MAIN}{name}")
    assert found is not None, name
    return found


def _package(trees: dict[str, Element]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    named = {item.get("PartName", "")[1:] for item in types.findall(f"{_TYPES}Override")}
    if missing := {name for name in trees if not name.endswith(".rels")} - named - {"[Content_Types].xml"}:
        yield f"without type: {missing}"
    if strange := named - set(trees):
        yield f"type without part: {strange}"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            ids = [item.get("Id") for item in tree]
            yield from (f"{name}: {one} twice" for one in set(ids) if ids.count(one) > 1)
            for item in tree.findall(f"{_PACKAGE}Relationship"):
                target = "/".join(filter(None, (folder, item.get("Target", ""))))
                if target not in trees:
                    yield f"{name}: no {target}"


def _order(element: Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name not in ELEMENTS:
        yield f"unknown element {name}"
        return
    attributes, children = (text.split() for text in ELEMENTS[name])
    yield from (f"{name} has {key}" for key in element.keys() if key.rpartition("}")[2] not in attributes)  # noqa: SIM118
    places = {child.rstrip("*"): number for number, child in enumerate(children)}
    last = -1
    for child in element:
        own = child.tag.rpartition("}")[2]
        if own not in places:
            yield f"{name} holds {own}"
        elif places[own] < last or (places[own] == last and f"{own}*" not in children):
            yield f"{own} out of order in {name}"
        last = max(last, places.get(own, last))
        yield from _order(child)
    counted = element.get("count")
    if counted is not None and name != "sst" and int(counted) != len(element):
        yield f"{name} counts {counted} of {len(element)}"


def _styles(styles: Element) -> Iterator[str]:
    counts = {name: len(tree_of(styles, f"{name}s")) for name in ("font", "fill", "border")}
    own = styles.find(f"{MAIN}numFmts")
    codes = [int(item.get("numFmtId", "0")) for item in own] if own is not None else []
    if len(set(codes)) != len(codes) or any(code < 164 for code in codes):
        yield f"number formats {codes}"
    for number, look in enumerate(tree_of(styles, "cellXfs")):
        for name, count in counts.items():
            if not 0 <= int(look.get(f"{name}Id", "-1")) < count:
                yield f"look {number}: {name}"
        if int(look.get("numFmtId", "0")) >= 164 and int(look.get("numFmtId", "0")) not in codes:
            yield f"look {number}: format"
    for size in styles.iter(f"{MAIN}sz"):
        if not 1 <= float(size.get("val", "0")) <= 409:
            yield f"size {size.get('val')}"


def place(reference: str) -> tuple[int, int]:
    """A1 → (1, 1)."""
    match = re.fullmatch(r"([A-Z]{1,3})([1-9]\d*)", reference)
    assert match, reference
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _cells(sheet: Element, looks: int, texts: int) -> Iterator[str]:
    bottom, right = place((tree_of(sheet, "dimension").get("ref") or "").split(":")[-1])
    covered: dict[tuple[int, int], str] = {}
    merged = sheet.find(f"{MAIN}mergeCells")
    for item in merged if merged is not None else ():
        area = item.get("ref", "")
        (top, left), (behind, last) = map(place, area.split(":"))
        if (top, left) >= (behind, last) or behind > bottom or last > right:
            yield f"merged {area}"
        for row in range(top, behind + 1):
            for column in range(left, last + 1):
                if (row, column) in covered:
                    yield f"{area} over {covered[row, column]}"
                covered[row, column] = area
    before = 0
    for row in tree_of(sheet, "sheetData"):
        number = int(row.get("r", "0"))
        if number <= before:
            yield f"row {number} after {before}"
        if not 0 < float(row.get("ht", "0")) <= 409:
            yield f"row {number} is {row.get('ht')} high"
        before, column = number, 0
        for cell in row:
            at = place(cell.get("r", ""))
            if at[0] != number or at[1] <= column or at[1] > right:
                yield f"cell {cell.get('r')}"
            column = at[1]
            if not 0 <= int(cell.get("s", "0")) < looks:
                yield f"look of {cell.get('r')}"
            value = cell.findtext(f"{MAIN}v")
            if value is not None:
                if covered.get(at) and place(covered[at].split(":")[0]) != at:
                    yield f"text under {covered[at]}"
                if cell.get("t") == "s" and not 0 <= int(value) < texts:
                    yield f"text of {cell.get('r')}"
                if cell.get("t") is None and not re.fullmatch(r"-?\d+(\.\d+)?", value):
                    yield f"number {value}"
    for column in tree_of(sheet, "cols"):
        if not 0 < float(column.get("width", "0")) <= 255:
            yield f"column {column.get('width')}"


def _page(sheet: Element) -> Iterator[str]:
    margins = tree_of(sheet, "pageMargins")
    yield from (f"margin {name} {text}" for name, text in margins.items() if not 0 <= float(text) < 10)
    foot = tree_of(sheet, "headerFooter").findtext(f"{MAIN}oddFooter") or ""
    if len(foot.encode("utf-16-le")) // 2 > 255:
        yield f"foot of {len(foot)}"
    breaks = sheet.find(f"{MAIN}rowBreaks")
    rows = [int(item.get("id", "0")) for item in breaks] if breaks is not None else []
    last = int((tree_of(sheet, "dimension").get("ref") or "").rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if rows != sorted(set(rows)) or len(rows) > 1023 or any(not 0 < row < last for row in rows):
        yield f"page breaks {rows}"


def _workbook(workbook: Element) -> Iterator[str]:
    sheets = [item.get("name", "") for item in tree_of(workbook, "sheets")]
    for name in sheets:
        if not 0 < len(name.encode("utf-16-le")) // 2 <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$|[\x00-\x1f]", name):
            yield f"tab {name!r}"
        if name.casefold() == "history":
            yield "tab history"
    if len({name.casefold() for name in sheets}) != len(sheets):
        yield f"tabs {sheets}"
    keys = [(item.get("name"), item.get("localSheetId")) for item in tree_of(workbook, "definedNames")]
    if len(set(keys)) != len(keys) or any(not 0 <= int(scope or 0) < len(sheets) for _, scope in keys):
        yield f"names {keys}"
    ids = [item.get("sheetId") for item in tree_of(workbook, "sheets")]
    if len(set(ids)) != len(ids) or any(not item.get(f"{_REL}id") for item in tree_of(workbook, "sheets")):
        yield "ids of sheets"
