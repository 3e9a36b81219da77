"""The built book as a reader meets it: from a folder, with the network cut."""

import re

import pytest

CHAPTER = "book/exhaustion/chapter.html"
MODELS = ("cartmath", "carrgo", "exhaustion_chain")


def open_page(page, site, path=CHAPTER, fragment=""):
    page.goto((site / path).as_uri() + fragment)
    page.wait_for_load_state("load")


@pytest.mark.parametrize("model", MODELS)
def test_an_explorer_answers_offline(page, site, model):
    """Moving a slider changes the picture, the readouts and what read() returns; nothing is asked of the network."""
    open_page(page, site)
    before = page.evaluate("m => document.querySelector(`[data-explorer=${m}]`).explorer.read()", model)
    slider = page.locator(f"[data-explorer={model}] .sb-controls input[type=range]").first
    slider.focus()
    for _ in range(5):
        slider.press("ArrowLeft")
    page.wait_for_function(
        "([m, old]) => JSON.stringify(document.querySelector(`[data-explorer=${m}]`).explorer.read().parameters) !== old",
        arg=[model, page.evaluate("p => JSON.stringify(p)", before["parameters"])],
    )
    after = page.evaluate("m => document.querySelector(`[data-explorer=${m}]`).explorer.read()", model)

    assert after["series"] != before["series"]
    assert after["sentence"]


def test_the_contract_of_the_explorer_holds(page, site):
    """set() takes parameters by name, read() returns parameters, time, series, readouts and the sentence."""
    open_page(page, site)
    read = page.evaluate(
        """() => {
            const explorer = document.querySelector("[data-explorer=cartmath]").explorer;
            explorer.set({scenario: "RAJI", dose: 2e7});
            return explorer.read();
        }"""
    )

    assert read["parameters"]["dose"] == 2e7
    assert len(read["time"]) == len(read["series"]["tumour"])
    assert {"tumour_at_end", "effector_fold"} <= set(read["readouts"])
    assert read["sentence"].endswith(".")


def test_set_refuses_what_python_refuses(page, site):
    """An unknown name and a value out of range are errors in words, and the state stays."""
    open_page(page, site)
    said = page.evaluate(
        """() => {
            const explorer = document.querySelector("[data-explorer=cartmath]").explorer;
            const before = JSON.stringify(explorer.read().parameters);
            const errors = [{doze: 1}, {dose: 1e99}, {scenario: "RAJA"}, {dose: NaN}].map((wanted) => {
                try { explorer.set(wanted); return ""; } catch (error) { return error.message; }
            });
            return [...errors, before === JSON.stringify(explorer.read().parameters)];
        }"""
    )

    assert all(said[:4])
    assert said[4] is True


def test_a_link_in_the_text_sets_the_explorer(page, site):
    """Each link to a state sets exactly the parameters that it names."""
    open_page(page, site)
    links = page.locator("a.state")
    assert links.count() >= 4
    for i in range(links.count()):
        address = links.nth(i).get_attribute("href")
        links.nth(i).click()
        model, _, query = address.lstrip("#").partition("?")
        wanted = dict(part.split("=") for part in query.split("&") if part)
        page.wait_for_timeout(100)
        read = page.evaluate("m => document.querySelector(`[data-explorer=${m}]`).explorer.read()", model)
        if "scenario" in wanted:
            assert read["scenario"] == wanted.pop("scenario")
        for name, value in wanted.items():
            assert read["parameters"][name] == pytest.approx(float(value))


def test_formulas_are_rendered_without_a_script(site):
    """Every formula of the chapter is MathML already in the page."""
    html = (site / CHAPTER).read_text(encoding="utf-8")

    assert html.count("<math") >= 8
    assert "MathJax" not in html
    assert not re.search(r"\$[A-Za-z\\]", re.sub(r"<(script|svg).*?</\1>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize("path", ["book/intro.html", CHAPTER, "book/exhaustion/lab.html", "book/exercises.html", "book/bibliography.html"])
def test_no_page_refers_outside_its_folder(site, path):
    """No script, style, picture or font comes from anywhere else."""
    html = (site / path).read_text(encoding="utf-8")
    found = re.findall(r'<(?:script|img|iframe|source)[^>]*\bsrc="(https?:)?//', html) + re.findall(r'<link[^>]*rel="(?:stylesheet|preload)[^>]*href="(https?:)?//', html)

    assert found == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", ["book/intro.html", CHAPTER, "book/exhaustion/lab.html"])
def test_no_page_scrolls_sideways(page, site, path, width):
    """At every width, from a small phone on, a page scrolls in one direction only."""
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, site, path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_does_not_jump_when_explorers_appear(page, site):
    """The space of an explorer is reserved: the layout shift of loading stays below 0.02."""
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.shifted += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    open_page(page, site)
    page.wait_for_timeout(300)

    assert page.evaluate("window.shifted") < 0.02


def test_without_scripts_there_is_a_picture_and_a_sentence(browser, site):
    """A reader without JavaScript gets a drawn picture and its sentence for each explorer."""
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    open_page(page, site)
    for model in MODELS:
        place = page.locator(f"[data-explorer={model}]")

        assert place.locator("svg").count() == 1
        assert len(place.locator("figcaption").inner_text()) > 40
    context.close()


def test_every_number_shows_its_passport_on_focus(page, site):
    """A number is reachable by keyboard and then shows where it comes from."""
    open_page(page, site)
    number = page.locator(".num").first
    number.focus()
    card = number.locator(".num-passport")

    assert card.is_visible()
    assert len(card.inner_text()) > 30


def test_a_passport_lies_over_the_sections_that_follow(page, site):
    """Wherever a number stands, its passport is in front while pointer or focus are on it, and while the pointer crosses over to it."""
    page.set_viewport_size({"width": 900, "height": 500})
    open_page(page, site)
    in_front = """(card) => {
        const { left, top, width, height } = card.getBoundingClientRect();
        const spots = [[0.1, 0.2], [0.5, 0.5], [0.9, 0.8]].map(([x, y]) => document.elementFromPoint(left + x * width, top + y * height));
        return spots.every((spot) => card.contains(spot));
    }"""
    numbers = page.locator("article section section > p .num, article section section > ul .num").all()[::5]
    assert len(numbers) > 5
    for number in numbers:
        number.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        card = number.locator(".num-passport")
        number.focus()

        assert card.evaluate(in_front)
        number.blur()
        number.hover(position={"x": 2, "y": 5})
        assert card.evaluate(in_front)
        page.mouse.move(2, 2)
        assert card.evaluate(in_front)
        page.wait_for_timeout(450)
        assert card.is_hidden()


def test_the_way_back_to_the_text(page, site):
    """After a link has brought the reader to the explorer, a button puts focus and view back on that link."""
    open_page(page, site)
    link = page.locator("a.state", has_text="Double the inhibition")
    link.click()
    back = page.locator(".sb-back:visible")
    back.click()
    page.wait_for_function("document.activeElement.matches('a.state')")

    assert page.evaluate("document.activeElement.textContent") == "Double the inhibition"
    assert page.locator(".sb-back:visible").count() == 0
