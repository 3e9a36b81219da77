"""Write rules for the page: a small part of Python, as JavaScript that computes the same to the last bit."""

import ast
import inspect
import types

from .errors import ModelError

__all__ = ["translated"]

OPERATORS = {
    ast.Add: "({} + {})", ast.Sub: "({} - {})", ast.Mult: "({} * {})", ast.Div: "({} / {})", ast.FloorDiv: "Math.floor({} / {})",
    ast.BitAnd: "(({} & {}) >>> 0)", ast.BitOr: "(({} | {}) >>> 0)", ast.BitXor: "(({} ^ {}) >>> 0)",
    ast.LShift: "(({} << {}) >>> 0)", ast.RShift: "({} >>> {})",
}  # fmt: skip
COMPARISONS = {ast.Eq: "===", ast.NotEq: "!==", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
# What Python and JavaScript compute alike; exp, log and powers may differ in their last bit from machine to machine.
BUILT_IN = {"int": "Math.trunc", "abs": "Math.abs", "min": "Math.min", "max": "Math.max", "sqrt": "Math.sqrt"}


class _Translator:
    """
    Translates one module of rules. They may use numbers, flat arrays, if, while, for over range, arithmetic and each other.

    Bits are those of whole numbers from 0 up to 2 to the power of 32: mask what may grow beyond.
    """

    def __init__(self, module, known):
        self.module, self.known = module, known
        self.declared = set()

    def refuse(self, node, what):
        line = ast.unparse(node).partition("\n")[0]
        raise ModelError(
            f"{self.module.__name__}, line {node.lineno}: {what} cannot be translated for the page: {line}. "
            "Use numbers, flat arrays, if, while, for over range, arithmetic and calls of other rules."
        )

    def all(self):
        """Return the JavaScript of the constants and functions of the module."""
        found = []
        for node in ast.parse(inspect.getsource(self.module)).body:
            if isinstance(node, ast.FunctionDef):
                found.append(self.function(node))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                value = vars(self.module)[name]
                if isinstance(value, int | float):
                    found.append(f"const {name} = {value!r};")
        return found

    def function(self, node):
        self.declared = {one.arg for one in node.args.args}
        if node.args.defaults or node.args.vararg or node.args.kwarg or node.args.kwonlyargs or node.decorator_list:
            self.refuse(node, "a function with defaults, a decorator or a varying number of arguments")
        body = node.body[1:] if ast.get_docstring(node) else node.body
        local = sorted({name.id for one in body for name in ast.walk(one) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)} - self.declared)
        names = f"let {', '.join(local)}; " if local else ""
        self.declared |= set(local)
        return f"function {node.name}({', '.join(one.arg for one in node.args.args)}) {{ {names}{self.block(body)} }}"

    def block(self, body):
        return " ".join(self.statement(one) for one in body)

    def statement(self, node):
        match node:
            case ast.Assign(targets=[target], value=value):
                return f"{self.expression(target)} = {self.expression(value)};"
            case ast.AugAssign(target=target, op=ast.Add() | ast.Sub(), value=value):
                return f"{self.expression(target)} {'+' if isinstance(node.op, ast.Add) else '-'}= {self.expression(value)};"
            case ast.If(test=test, body=body, orelse=rest):
                other = f" else {{ {self.block(rest)} }}" if rest else ""
                return f"if ({self.expression(test)}) {{ {self.block(body)} }}{other}"
            case ast.While(test=test, body=body, orelse=[]):
                return f"while ({self.expression(test)}) {{ {self.block(body)} }}"
            case ast.For(target=ast.Name(), iter=ast.Call(func=ast.Name(id="range"), args=[*ends], keywords=[]), body=body, orelse=[]):
                return self.loop(node, [self.expression(one) for one in ends])
            case ast.Return(value=value):
                return f"return {self.expression(value)};" if value else "return;"
            case ast.Expr(value=ast.Call() as call):
                return f"{self.expression(call)};"
            case ast.Break():
                return "break;"
            case ast.Continue():
                return "continue;"
        self.refuse(node, "this statement")

    def loop(self, node, ends):
        """Return a loop whose end is computed once, before it, and whose variable keeps its last value, as in Python."""
        if len(ends) not in (1, 2):
            self.refuse(node, "a range with a step")
        name = node.target.id
        first, last = ends if len(ends) == 2 else ("0", ends[0])
        return f"for (let i_{name} = {first}, n_{name} = {last}; i_{name} < n_{name}; i_{name}++) {{ {name} = i_{name}; {self.block(node.body)} }}"

    def expression(self, node):
        match node:
            case ast.Constant(value=bool()):
                self.refuse(node, "a truth; use 0 and 1")
            case ast.Constant(value=int() | float() as value):
                return repr(value)
            case ast.Name(id=name):
                if name not in self.declared and not isinstance(vars(self.module).get(name), int | float):
                    self.refuse(node, f"the name {name}, which is no number of the rules")
                return name
            case ast.Attribute(value=ast.Name(id=of), attr=name) if of in self.declared:
                return f"{of}.{name}"
            case ast.Subscript(value=array, slice=place) if not isinstance(place, ast.Slice | ast.Tuple):
                return f"{self.expression(array)}[{self.expression(place)}]"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return OPERATORS[type(op)].format(self.expression(left), self.expression(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(-{self.expression(operand)})"
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
                return f"({self.expression(left)} {COMPARISONS[type(op)]} {self.expression(right)})"
            case ast.BoolOp(op=op, values=values):
                return "(" + (" && " if isinstance(op, ast.And) else " || ").join(self.expression(one) for one in values) + ")"
            case ast.IfExp(test=test, body=body, orelse=other):
                return f"({self.expression(test)} ? {self.expression(body)} : {self.expression(other)})"
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in self.known or name in BUILT_IN:
                return f"{BUILT_IN.get(name, name)}({', '.join(self.expression(one) for one in args)})"
        self.refuse(node, "this")


def translated(modules, wanted):
    """
    Return the body of a JavaScript function that returns the functions named in *wanted*, with all rules of *modules* inside.

    Args:
        modules (tuple[module]): in order, each using only itself and those before it.
        wanted (Iterable[str]): names of functions.

    Raises:
        ModelError: a rule uses more of Python than the page understands; the message names file and line.
    """
    known = {name for module in modules for name, one in vars(module).items() if isinstance(one, types.FunctionType)}
    lines = [line for module in modules for line in _Translator(module, known).all()]
    return "\n".join([*lines, f"return {{ {', '.join(wanted)} }};"])
