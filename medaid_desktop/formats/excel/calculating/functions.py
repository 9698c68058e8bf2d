"""The functions that are worked out, by their names in capitals. Any other leaves a formula without a result."""

from collections.abc import Mapping

from medaid_desktop.formats.excel.calculating.evaluating import Function
from medaid_desktop.formats.excel.calculating.functions_conditions import CONDITIONS
from medaid_desktop.formats.excel.calculating.functions_lists import LISTS
from medaid_desktop.formats.excel.calculating.functions_logic import LOGIC
from medaid_desktop.formats.excel.calculating.functions_lookup import LOOKUPS
from medaid_desktop.formats.excel.calculating.functions_numbers import NUMBERS
from medaid_desktop.formats.excel.calculating.functions_products import PRODUCTS
from medaid_desktop.formats.excel.calculating.functions_texts import TEXTS

FUNCTIONS: Mapping[str, Function] = {**LISTS, **CONDITIONS, **PRODUCTS, **LOGIC, **LOOKUPS, **NUMBERS, **TEXTS}

CHANGING = frozenset(("NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "OFFSET", "INDIRECT", "INFO", "CELL"))
"""Functions whose result may change though no cell does that the formula names."""
