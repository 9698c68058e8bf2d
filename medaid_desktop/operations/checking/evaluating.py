"""Works out the formulas of forms, with simpleeval: names, numbers, + - * / and brackets, nothing else."""

import ast
import operator
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from simpleeval import InvalidExpression, SimpleEval  # pyright: ignore[reportMissingTypeStubs]

from medaid_desktop.errors import UserError

_OPERATORS: dict[type[ast.AST], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda one, other: one / other,  # pyright: ignore[reportUnknownLambdaType]
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_NODES = (ast.Expr, ast.Name, ast.UnaryOp, ast.BinOp)
_LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_LONGEST = 2_000


def evaluate(expression: str, names: Mapping[str, Decimal]) -> Decimal:
    """The value of an expression over named figures, in decimals throughout: 0.1 is a tenth.

    Raises ArithmeticError where it divides by nothing, UserError where it is no such expression or has an unknown name.
    """
    try:
        prepared, literals, tree = _prepared(expression)
        evaluator = cast(Any, SimpleEval)(operators=_OPERATORS, functions={}, names=dict(names) | literals)
        evaluator.nodes = {node: work for node, work in evaluator.nodes.items() if node in _NODES}
        value: object = evaluator.eval(prepared, previously_parsed=tree)
    except (InvalidExpression, SyntaxError, ValueError, TypeError, RecursionError) as error:
        raise _refused(expression) from error
    if not isinstance(value, Decimal):
        raise _refused(expression)
    return value


@lru_cache(maxsize=1024)
def _prepared(expression: str) -> tuple[str, dict[str, Decimal], Any]:
    """An expression with its numbers as names of decimals, and parsed."""
    if len(expression) > _LONGEST:
        raise ValueError("too long")
    literals: dict[str, Decimal] = {}

    def named(match: re.Match[str]) -> str:
        name = f"number{len(literals)}"
        literals[name] = Decimal(match[0])
        return name

    prepared = _LITERAL.sub(named, expression)
    return prepared, literals, cast(Any, SimpleEval).parse(prepared)


def _refused(expression: str) -> UserError:
    return UserError("公式无法计算", expression[:60], "公式里只能有字段、数和 + - × ÷、括号，请修改表种的公式")
