"""The explorers are open to everyone: by keyboard, by ear, with large letters, without motion, in forced colours, on paper."""

import pytest

TARGET = 24  # CSS pixels: WCAG 2.2, success criterion 2.5.8

# Where the focus is, whether it can be seen there, and whether something lies over it. A hidden radio button shows it on its label.
FOCUS = """() => {
    const one = document.activeElement;
    const drawn = getComputedStyle(one).opacity === "0" ? one.nextElementSibling : one;
    const style = getComputedStyle(drawn);
    const {left, top, width, height} = drawn.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
    return {
        place: Number(one.dataset.place ?? -1),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        covered: !(hit && (drawn.contains(hit) || hit.contains(drawn) || one.contains(hit))),
    };
}"""
# What a keyboard must reach in an explorer, numbered in the order of the page; of a group of radio buttons the chosen one, else the first.
NUMBERED = """(el) => {
    const all = [...el.querySelectorAll("input, button, select, textarea, summary, a[href], [tabindex='0']")];
    const group = (one) => all.filter((other) => other.type === "radio" && other.name === one.name);
    const chosen = (one) => one.type !== "radio" || one === (group(one).find((other) => other.checked) ?? group(one)[0]);
    const stops = all.filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && chosen(one) && one.tabIndex >= 0);
    stops.forEach((one, place) => { one.dataset.place = place; });
    el.querySelector(".sb-title").focus();
    return stops.map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent || one.dataset.parameter || one.value}`.slice(0, 60));
}"""


@pytest.mark.parametrize(("width", "state"), [(1280, "pinned"), (360, "asked")])
def test_the_keyboard_reaches_everything_in_order(page, visit, chapters, width, state):
    """Tab goes through every control of an explorer in the order of the page, shows where it is, is not covered, and leaves at the end."""
    page.emulate_media(reduced_motion="reduce")
    for path in chapters:
        places = visit(path, width, 800, state=state)
        for place in places if width == 1280 else places[:1]:
            stops = place.evaluate(NUMBERED)
            seen = []
            for _ in stops:
                page.keyboard.press("Tab")
                seen.append(page.evaluate(FOCUS))
            page.keyboard.press("Tab")

            assert [one["place"] for one in seen] == list(range(len(stops)))
            assert [stop for stop, one in zip(stops, seen, strict=True) if not one["outlined"]] == []
            assert [stop for stop, one in zip(stops, seen, strict=True) if one["covered"]] == []
            assert not place.evaluate("el => el.contains(document.activeElement)")
            for kind in ("button.sb-button Reset", "summary"):
                assert any(stop.startswith(kind) for stop in stops), kind
            place.evaluate("el => el.querySelectorAll('[data-place]').forEach((one) => { delete one.dataset.place; })")


def test_the_keyboard_does_all_that_a_pointer_does(page, visit, chapters):
    """Arrow keys choose a preset and move a slider, a number can be typed, and Reset brings the defaults back."""
    for place in visit(chapters[0]):
        start = place.evaluate("el => el.explorer.read()")
        radios = place.locator("input[type=radio]")
        if radios.count() > 1:
            place.locator("input[type=radio]:checked").focus()
            page.keyboard.press("ArrowRight")

            assert place.evaluate("el => el.explorer.read().scenario") != start["scenario"]
        defaults = place.evaluate("el => el.explorer.read().parameters")
        slider, field = place.locator(".sb-parameter .sb-slider").first, place.locator(".sb-parameter .sb-field").first
        name = slider.get_attribute("data-parameter")
        value = lambda place=place, name=name: place.evaluate("(el, name) => el.explorer.read().parameters[name]", name)  # noqa: E731
        slider.focus()
        page.keyboard.press("Home")
        low = value()
        page.keyboard.press("End")
        high = value()
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(repr(low))
        page.keyboard.press("Enter")

        assert low < high
        assert value() == pytest.approx(low)
        place.get_by_role("button", name="Reset").focus()
        page.keyboard.press("Space")

        assert place.evaluate("el => el.explorer.read().parameters") == defaults


def test_sliders_say_what_they_are_and_how_they_stand(page, visit, chapters):
    """Each slider has its parameter's label as name, and its value with the unit in words as what is read aloud."""
    for path in chapters:
        for place in visit(path):
            spec = place.evaluate("el => window.sixbarriers.models.find((one) => one.spec.name === el.dataset.explorer).spec")
            for parameter in spec["parameters"]:
                if parameter.get("options"):
                    assert place.get_by_role("combobox", name=parameter["label"]).count() == 1
                    continue
                slider = place.get_by_role("slider", name=parameter["label"]).and_(place.locator(f'[data-parameter="{parameter["name"]}"]'))
                spoken = slider.get_attribute("aria-valuetext")
                unit = spoken.lstrip("0123456789.,−- ")

                assert slider.count() == 1
                assert spoken[0].isdigit() or spoken[0] == "−"
                assert not set(spoken) & set("/·×^⁰¹²³⁴⁵⁶⁷⁸⁹⁻_"), spoken
                assert not parameter.get("unit") or unit, f"{parameter['name']}: {spoken!r} names no unit"
                assert place.get_by_role("textbox", name=f"{parameter['label']}, number").count() >= 1


@pytest.mark.parametrize("width", [1280, 320])
def test_controls_are_large_enough_for_a_finger(page, visit, chapters, width):
    """Every control of an explorer is at least 24 by 24 CSS pixels, spaced or not; only a link inside a sentence may be as low as its line."""
    for path in chapters:
        for place in visit(path, width, state="pinned"):
            small = place.evaluate(
                """(el, least) => [...el.querySelectorAll("input, button, select, summary, a[href], .sb-preset")].flatMap((one) => {
                    const {width, height} = one.getBoundingClientRect();
                    const small = one.checkVisibility() && !one.matches("p a") && (width < least || height < least);
                    return small ? [`${one.tagName.toLowerCase()}.${one.className} ${one.textContent}: ${width} by ${height}`] : [];
                })""",
                TARGET,
            )

            assert small == [], path


# Boxes of an explorer that hold more than they show and cannot be scrolled, number fields among them; half a letter may stand over the edge.
CUT = """() => [...document.querySelectorAll("[data-explorer] *")].filter((one) => one.checkVisibility()
        && one.scrollWidth > one.clientWidth + 8 && one.clientWidth > 1
        && !["auto", "scroll"].includes(getComputedStyle(one).overflowX) && !one.closest("svg, .sb-scroll, .sb-hidden"))
    .map((one) => `${one.tagName.toLowerCase()}.${one.className}: ${one.scrollWidth} in ${one.clientWidth}: ${String(one.value ?? one.textContent).slice(0, 40)}`)"""


@pytest.mark.parametrize("width", [1280, 640])
def test_letters_twice_as_large_are_not_cut(page, visit, chapters, width):
    """With letters set to twice their size in the browser, nothing is cut and nothing scrolls sideways."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for path in chapters:
        visit(path, width)
        page.wait_for_timeout(200)

        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == []


def test_a_style_of_the_readers_own_may_double_the_letters(page, visit, chapters):
    """With letters set to twice their size on the page, as a reader's own style sheet does, nothing is cut in a window of half the width."""
    for path in chapters:
        visit(path, 640)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_timeout(200)

        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("zoom", [2, 4])
def test_enlarged_pages_scroll_in_one_direction(page, visit, pages, chapters, zoom):
    """In a window of 1280 by 720 zoomed to 200 % and to 400 %, no page scrolls sideways or is cut, all folds open and runs pinned."""
    wide = []
    for path in pages:
        visit(path, 1280 // zoom, 720 // zoom, state="pinned" if path in chapters else None)
        page.wait_for_timeout(100)  # for what measures itself
        width, cut = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(CUT)
        if width > 1280 // zoom or cut:
            wide.append((f"{path.parent.name}/{path.name}", width, cut))

    assert wide == []


def test_nothing_moves_for_readers_who_asked_for_that(page, visit, pages, chapters):
    """With reduced motion no element has an animation or a transition, and a link to an explorer jumps there at once."""
    page.emulate_media(reduced_motion="reduce")
    for path in pages:
        visit(path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((one) => {
                const {transitionDuration, transitionDelay, scrollBehavior} = getComputedStyle(one);
                const still = (times) => times.split(", ").every((time) => parseFloat(time) === 0);
                return !still(transitionDuration) || !still(transitionDelay) || one.getAnimations().length || scrollBehavior !== "auto";
            }).map((one) => one.outerHTML.slice(0, 80))"""
        )

        assert moving == []
    page.goto(chapters[0].as_uri())
    link = page.locator("a.state").last
    link.scroll_into_view_if_needed()
    link.click()
    page.wait_for_function("document.activeElement.matches('.sb-title')")
    there = page.evaluate("scrollY")
    page.wait_for_timeout(400)

    assert abs(page.evaluate("scrollY") - there) < 2


SYSTEM = """(el) => {
    const probe = (colour) => {
        const one = document.createElement("span");
        one.style.cssText = `color: ${colour}; forced-color-adjust: none`;
        document.body.append(one);
        const found = getComputedStyle(one).color;
        one.remove();
        return found;
    };
    const [ink, ground, mark] = ["CanvasText", "Canvas", "Highlight"].map(probe);
    const seen = (one) => one.checkVisibility();
    const said = (one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent}`.slice(0, 60);
    const picture = el.querySelector(".sb-svg");
    const faults = [];
    for (const line of [...picture.querySelectorAll(".sb-line, .sb-axis, .sb-dose line, .sb-reference line")].filter(seen)) {
        const {stroke, opacity} = getComputedStyle(line);
        if (![ink, mark].includes(stroke) || Number(opacity) < 0.8) faults.push(`${said(line)} has stroke ${stroke}, opacity ${opacity}`);
    }
    for (const text of [...picture.querySelectorAll("text")].filter((one) => seen(one) && one.textContent)) {
        const {fill, stroke} = getComputedStyle(text);
        if (fill !== ink) faults.push(`${said(text)} has fill ${fill}`);
        if (!["none", ground].includes(stroke)) faults.push(`${said(text)} has a rim of ${stroke}`);
    }
    return {faults, drawn: picture.querySelectorAll("path.sb-line, .sb-tile").length, ink, ground};
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_forced_colours_reach_the_picture(page, visit, chapters, theme, system):
    """Where the system sets the colours, every line and word of the picture takes them, whichever mode the reader chose for the book."""
    page.emulate_media(forced_colors="active", color_scheme=system)
    page.add_init_script(f"localStorage.setItem('mode', '{theme}')")
    for path in chapters:
        for place in visit(path, state="pinned"):
            found = place.evaluate(SYSTEM)

            assert found["drawn"] > 2
            assert found["ink"] != found["ground"]
            assert found["faults"] == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_more_contrast_for_readers_who_asked_for_that(page, visit, chapters, mode):
    """With more contrast asked for, muted words are as strong as the others, and so are borders; the lines of the run are thicker."""
    page.emulate_media(contrast="more", color_scheme=mode)
    for place in visit(chapters[0]):
        found = place.evaluate(
            """(el) => {
                const colours = (selector, name) => [...el.querySelectorAll(selector)].map((one) => getComputedStyle(one)[name]);
                const words = [...colours(".sb-note, .sb-readouts dt, .sb-count, .sb-teaching, .sb-parameter .sb-unit", "color"), ...colours(".sb-svg .sb-tick", "fill")];
                return {words: [...new Set([...words, ...colours(".sb-field, .sb-actions .sb-button", "borderTopColor")])], ink: getComputedStyle(el).color,
                    lines: colours("path.sb-line-now", "strokeWidth").map(parseFloat)};
            }"""
        )

        assert found["words"] == [found["ink"]]
        assert min(found["lines"]) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_paper_keeps_the_picture_and_the_sentence(page, visit, chapters, mode):
    """Printed, an explorer is a picture and its sentence, dark on light: what a hand would move is left out."""
    page.emulate_media(media="print", color_scheme=mode)
    for path in chapters:
        for place in visit(path, 700, state="pinned"):
            left = place.evaluate(  # the name of a pinned run can be written, but on paper it is a name
                """(el) => [...el.querySelectorAll("input:not(.sb-compare input), button, select, textarea, .sb-fold > summary, label")].filter((one) => one.checkVisibility())
                    .map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent}`)"""
            )

            assert place.locator(".sb-svg").is_visible()
            assert place.locator(".sb-sentence").is_visible()
            assert left == []
            assert place.evaluate("el => getComputedStyle(el.querySelector('.sb-picture')).backgroundColor") == "rgb(255, 255, 255)"
