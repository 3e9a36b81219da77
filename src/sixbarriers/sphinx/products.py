"""The table of CAR-T products and the count by regulator, made from the shipped table while the book is built."""

from docutils import nodes
from docutils.statemachine import StringList

from .. import evidence, products
from ..errors import CourseError
from ..numerals import stated
from .models import ModelDirective

HEADS = ("Product", "Target, cancer", "Authorised", "Price at launch", "Sources")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKS = {"several": "", "one": "\u00a0*", "month from memory": "\u00a0†", "not seen by us": "\u00a0‡"}
KEY = (
    "FDA: United States; EC: European Commission; NMPA: China; CDSCO: India; MFDS: Korea. "
    "No mark: seen in two or more sources. * Seen in one source. † The authorisation was seen, its month is from memory. ‡ Not seen by us. "
    "Prices are list prices of the product alone, without hospital care, unless it says otherwise; a blank means that we found none that we could check. "
    "Of regulators other than those of the United States, the European Union and China only first authorisations are listed."
)
ENTRY = "car-t-products"


def dated(one):
    """Return when a product was authorised, such as "30 Aug 2017", with the mark of how sure that is."""
    year, *rest = one.authorised.split("-")
    parts = [*([str(int(rest[1]))] if len(rest) > 1 else []), *([MONTHS[int(rest[0]) - 1]] if rest else []), year]
    return "\u00a0".join(parts) + MARKS[one.sure]


def priced(one):
    """Return a price as text, or nothing if there is none."""
    if not one.price:
        return ""
    return f"{one.currency}\u00a0{stated(one.price)}" + ("" if one.price_kind == "list" else f" ({one.price_kind})")


def stacked(texts):
    """Return *texts* one below the other, as inline nodes."""
    found = []
    for text in texts:
        found += [*([nodes.raw("", "<br>", format="html")] if found else []), nodes.Text(text)]
    return found or [nodes.Text("")]


class ProductsDirective(ModelDirective):
    """``{products}``: every product; ``{products} regulators``: how many each regulator has authorised."""

    required_arguments = 0
    optional_arguments = 1

    def run(self):
        try:
            if self.arguments and self.arguments[0] != "regulators":
                raise CourseError(f"the table is called 'regulators' or has no name, but received {self.arguments[0]!r}.")
            return self._regulators() if self.arguments else self._products()
        except CourseError as error:
            raise self.error(f"products: {error}") from error

    def _products(self):
        checked = evidence.number(ENTRY).checked
        rows = [self._row(own) for own in products.products().values()]
        newest = dated(products.first()[-1])
        note = f"As far as we found by {checked.day} {checked:%B %Y}; the newest entry is of {newest}. {KEY}"
        return [self.table(HEADS, rows, ("products",)), nodes.paragraph("", "", nodes.inline("", note, classes=["computed"]), classes=["table-note"])]

    def _row(self, own):
        head = own[0]
        brand = head.brand != "brand not found"
        sources = sorted({key for one in own for key in one.sources})
        return [
            stacked([*([head.brand] if brand else []), head.name]), stacked([head.target, head.cancer + (" (solid)" if head.solid else "")]),
            stacked(f"{one.regulator}\u00a0{dated(one)}" for one in own), stacked(filter(None, map(priced, own))), self._cited(sources),
        ]  # fmt: skip

    def _cited(self, keys):
        """Return the citations of *keys* as inline nodes."""
        holder = nodes.Element()
        self.state.nested_parse(StringList([f"{{cite}}`{','.join(keys)}`"], source="car_t_products.csv"), self.content_offset, holder)
        return holder.children[0].children

    def _regulators(self):
        rows = []
        for key, count in products.by_regulator().items():
            own = [one for one in products.authorisations() if one.regulator == key]
            earliest = min(own, key=lambda one: one.order)
            rows.append([products.REGULATORS[key], str(count), dated(earliest), earliest.brand])
        return [self.table(("Regulator", "Products", "First in", "First product"), rows, ("regulators",))]


def setup(app):
    """Register the directive."""
    app.add_directive("products", ProductsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
