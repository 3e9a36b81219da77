"""Formulas: LaTeX becomes MathML while the book is built, so that a page needs no script to show one."""

import re
from html import escape
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# What latex2mathml names differently or not at all. The numbering environments number rows on their own.
ENVIRONMENTS = {"aligned": "split", "align": "split", "align*": "split", "gather": "matrix", "gather*": "matrix", "gathered": "matrix"}
UNWRAPPED = re.compile(r"^\\begin\{equation\*?\}|\\end\{equation\*?\}$")
STRAY_AMPERSAND = re.compile(r"&(?!#x[0-9A-Fa-f]+;)")
CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


class FormulaError(ValueError):
    """A formula that cannot become MathML; the message says which part and why."""


def to_mathml(latex, display=False):
    """Return the MathML of a formula, with its LaTeX kept as an annotation.

    Args:
        latex (str): The formula, without dollar signs.
        display (bool): Whether it stands on a line of its own.

    Raises:
        FormulaError: The formula holds a command, an environment or a structure that is not supported; the message
            names it.
    """
    source = latex.strip()
    root = _parse(_rename_environments(source, display))
    if display and _breaks_line(root):
        root = _parse(r"\begin{split}" + _rename_environments(source, display) + r"\end{split}")
    _check(root)
    for element in root.iter("mrow"):
        _join_upright_letters(element)
    return _annotate(root, source, display)


def _rename_environments(latex, display):
    """Return *latex* in the environments that the converter knows; blank lines part rows, as in Sphinx."""
    parts = [UNWRAPPED.sub("", part.strip()).strip() for part in latex.split("\n\n") if part.strip()]
    if not parts:
        raise FormulaError("it is empty")
    if len(parts) > 1 and not display:
        raise FormulaError("a formula within a line holds a blank line")
    joined = parts[0] if len(parts) == 1 else r"\begin{split}" + r" \\ ".join(parts) + r"\end{split}"
    return re.sub(
        r"\\(begin|end)\{([a-z]+\*?)\}",
        lambda match: rf"\{match[1]}{{{ENVIRONMENTS.get(match[2], match[2])}}}",
        joined,
    )


def _parse(latex):
    """Return the tree of MathML elements that the converter makes of *latex*."""
    try:
        text = convert(latex)
    except Exception as error:  # the converter's exceptions share no base class and carry their message in their name
        words = re.sub(r"(?<!^)([A-Z])", r" \1", type(error).__name__.removesuffix("Error")).lower()
        raise FormulaError(f"{words}{': ' if str(error) else ''}{error}") from error
    text = text.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    return ElementTree.fromstring(STRAY_AMPERSAND.sub("&amp;", text))


def _breaks_line(root):
    return any(space.get("linebreak") == "newline" for space in root.iter("mspace"))


def _check(root):
    """Raise FormulaError for what the converter lets through without understanding it."""
    if _breaks_line(root):
        raise FormulaError(r"\\ stands where a line cannot be broken")
    for element in root.iter():
        text = element.text or ""
        if text.startswith("\\"):
            raise FormulaError(f"the command {text} is not supported")
        if text == "&":
            raise FormulaError("& stands outside of an environment that aligns columns, or the environment is not supported")
        if element.tag == "mtext" and "$" in text:
            raise FormulaError(r"a formula within \text{...} is not supported: close the text first")
        wanted = CHILDREN.get(element.tag)
        if wanted is not None and len(element) != wanted:
            raise FormulaError(f"a part is missing: <{element.tag}> has {len(element)} of its {wanted} parts")


def _join_upright_letters(row):
    """Join the upright letters of a *row*: IC in IC50 is one name, for the ear as for the eye."""
    for element in list(row):
        upright = element.tag == "mi" and element.get("mathvariant") == "normal" and element.text
        before = _previous(row, element)
        if upright and before is not None and before.get("data-name"):
            before.text += element.text
            before.attrib.pop("mathvariant", None)
            row.remove(element)
        elif upright:
            element.set("data-name", "yes")
    for element in row:
        element.attrib.pop("data-name", None)


def _previous(row, element):
    position = list(row).index(element)
    return row[position - 1] if position else None


def _annotate(root, source, display):
    """Return the text of a math element that holds the tree *root* and its *source*."""
    math = ElementTree.Element("math", {"display": "block"} if display else {})
    semantics = ElementTree.SubElement(math, "semantics")
    row = ElementTree.SubElement(semantics, "mrow")
    content = root[0] if len(root) == 1 and root[0].tag == "mrow" else root
    row.extend(list(content))
    annotation = ElementTree.SubElement(semantics, "annotation", {"encoding": "application/x-tex"})
    annotation.text = source
    return ElementTree.tostring(math, encoding="unicode")


def _located(node):
    """Return the nearest node that knows its line: inline formulas do not."""
    while node.line is None and node.parent is not None:
        node = node.parent
    return node


def _render(node, display):
    """Return the MathML of a docutils *node*, or its LaTeX and a warning that points to its line."""
    try:
        return to_mathml(node.astext(), display)
    except FormulaError as error:
        logger.warning("formula %r: %s", node.astext(), error, location=_located(node), type="math")
        return f"<code>{escape(node.astext())}</code>"


def visit_math(writer, node):
    """Write a formula within a line."""
    writer.body.append(writer.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    writer.body.append(_render(node, display=False) + "</span>")
    raise nodes.SkipNode


def visit_displaymath(writer, node):
    """Write a formula on a line of its own, with its number if it has one."""
    writer.body.append(writer.starttag(node, "div", CLASS="math notranslate nohighlight"))
    writer.body.append(f'<div class="math-formula">{_render(node, display=True)}</div>')
    if node["number"]:
        writer.body.append(f'<span class="eqno">({get_node_equation_number(writer, node)})')
        writer.add_permalink_ref(node, _("Link to this equation"))
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer under the name that `html_math_renderer` takes."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
