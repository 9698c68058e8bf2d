"""Short forms of division names: 景宁畲族自治县 -> 景宁县, 景宁; 阳谷县 -> 阳谷."""

# Peoples as they stand in division names.
PEOPLES = (
    "蒙古族", "回族", "藏族", "维吾尔", "苗族", "彝族", "壮族", "布依族",
    "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族",
    "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族",
    "东乡族", "纳西族", "景颇族", "柯尔克孜", "土族", "达斡尔族", "仫佬族",
    "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯", "普米族", "塔吉克",
    "怒族", "鄂温克族", "裕固族", "保安族", "独龙族", "鄂伦春", "蒙古", "各族",
)  # fmt: skip
LONGEST_FIRST = sorted(PEOPLES, key=len, reverse=True)
AUTONOMOUS = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}
SUFFIXES = ("特别行政区", "地区", "特区", "新区", "省", "市", "县", "区", "旗", "盟")


def short_names(name: str) -> list[str]:
    """The shorter ways to write a division's name, the longest first, never the name itself nor one character."""
    if name == "神农架林区":
        return ["神农架"]
    if name.endswith("矿区"):  # 井陉 means 井陉县, never 井陉矿区
        return []
    for ending, short in AUTONOMOUS.items():
        if name.endswith(ending):
            place = _place(name.removesuffix(ending))
            forms = [place + (short or ending), place]
            break
    else:
        suffix = next((suffix for suffix in SUFFIXES if name[2:].endswith(suffix)), name[-1])
        stem = name.removesuffix(suffix)
        place = _place(stem) if suffix == "区" and stem.endswith("族") else stem
        forms = [place + suffix, place]
    return [form for form in dict.fromkeys(forms) if len(form) > 1 and form != name]


def _place(stem: str) -> str:
    """The place before the peoples' names; where nothing or one character would be left, the people is the place."""
    place = stem
    while people := next((people for people in LONGEST_FIRST if place.endswith(people)), ""):
        if len(place) - len(people) < 2:
            return place.removesuffix("族") if place == people else place
        place = place.removesuffix(people)
    return place
