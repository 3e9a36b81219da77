"""Whatever a reader does, and whatever a link says: a picture, a sentence, and no error."""

import math
import random

import pytest

from sixbarriers.catalogue import every_model

MODELS = {name: model for name, model in every_model().items() if model.kind != "grid"}  # fewer states and links: test_grid_page.py
STATES = 500  # of each model
LINKS = 50  # to each model
EVENTS = {"first_below", "first_above", "extinction_time", "at"}  # what may not happen, and then has no value

# What is wrong with what an explorer shows, in words. A picture is whole when every line has a path of numbers inside the frame.
FAULTS = """(el) => {
    const read = el.explorer.read();
    const faults = [];
    const svg = el.querySelector(".sb-svg");
    const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
    const tiles = [...svg.querySelectorAll(".sb-tile:has(.sb-tile-name)")];
    const lines = [...svg.querySelectorAll(".sb-line-now")];
    if (tiles.length) {
        const shown = tiles.map((tile) => `${tile.dataset.level}`).sort().join();
        if (shown !== Object.values(read.series)[0].map(String).sort().join()) faults.push(`the tiles show ${shown}`);
        if (!tiles.every((tile) => tile.getBoundingClientRect().right <= svg.getBoundingClientRect().right + 3)) faults.push("a tile outside the frame");
    } else if (lines.length !== Object.keys(read.series).length || !lines.length) faults.push(`${lines.length} lines`);
    for (const path of lines) {
        const d = path.getAttribute("d") ?? "";
        const places = d.slice(1).split("L").map((place) => place.split(" ").map(Number));
        if (!/^M[\\d.]/.test(d) || places.length < 2) faults.push(`a line without places: ${d.slice(0, 40)}`);
        else if (!places.every(([x, y]) => x >= 0 && x <= width + 1 && y >= 0 && y <= height + 1)) faults.push(`a line outside the frame: ${d.slice(0, 40)}`);
    }
    const strange = /NaN|Infinity|undefined|null|\\[object/;
    const text = [...el.querySelector(".sb-card").children].filter((part) => !part.matches(".sb-notice")).map((part) => part.textContent).join(" ");
    for (const [name, values] of Object.entries(read.series)) {
        if (values.length !== read.time.length || !values.every(Number.isFinite)) faults.push(`${name} has values that are no numbers`);
    }
    if (strange.test(svg.outerHTML)) faults.push(`the picture says ${strange.exec(svg.outerHTML)}`);
    if (strange.test(text)) faults.push(`the text says ${strange.exec(text)}`);
    if (!/^[A-Z].*[.!?]$/.test(read.sentence) || /[{}]/.test(read.sentence)) faults.push(`the sentence is “${read.sentence}”`);
    return faults;
}"""
SET_ALL = f"""(states) => {{
    const el = document.querySelector("[data-explorer]");
    const faultsOf = {FAULTS};
    return states.map((state) => {{
        el.explorer.set(state);
        const {{problem, readouts}} = el.explorer.read();
        return {{faults: [...faultsOf(el), ...(problem ? [problem] : [])], missing: Object.keys(readouts).filter((name) => readouts[name] === null)}};
    }});
}}"""
FOLLOW_ALL = f"""async (links) => {{
    const el = document.querySelector("[data-explorer]");
    const faultsOf = {FAULTS};
    const follow = (hash) => {{
        location.hash = hash;
        dispatchEvent(new HashChangeEvent("hashchange"));  // the browser's own comes later, and not for the same address
        const read = el.explorer.read();
        return {{...read, said: el.querySelector(".sb-notice").textContent, predict: el.querySelector(".sb-card").dataset.predict}};
    }};
    const answers = [];
    for (const link of links) {{  // 200 new addresses in 10 seconds would be more than the browser takes; each link makes two
        const {{said, scenario, parameters, predict}} = follow(link);
        const faults = predict === "asked" ? [] : faultsOf(el);
        if (el.querySelector(".sb-notice > *, img, script, iframe, [onload], [onerror]") || window.hurt) faults.push("markup from the link is in the page");
        // Once the reader pauses, what is shown is written to the address, in place of what was wrong with it.
        const asked = location.hash;
        for (let wait = 0; (said || asked.length > 2000) && location.hash === asked && wait < 200; wait++) await new Promise((done) => setTimeout(done, 10));
        const shared = location.hash;
        const again = follow(shared);
        if (again.said) faults.push(`the address that it wrote itself is refused: ${{again.said}}`);
        if (JSON.stringify(again.parameters) !== JSON.stringify(parameters)) faults.push("the address that it wrote itself sets something else");
        answers.push({{said, scenario, parameters, shared: shared.length, faults}});
    }}
    return answers;
}}"""


@pytest.fixture(params=MODELS)
def model(request):
    return MODELS[request.param]


def at(parameter, share):
    """Return the value at a *share* of the slider's way, or of the list's."""
    if parameter.options:
        return round(share * parameter.high)
    low, high = parameter.low, parameter.high
    value = low * (high / low) ** share if parameter.scale == "log" else low + share * (high - low)
    return min(max(value, low), high)


def states(model):
    """Return STATES settings: every parameter at an end alone, all ends together, corners drawn by lot, and places between."""
    source = random.Random(f"fuzz {model.name}")
    found = []
    for scenario in model.scenarios:
        table = model.table(scenario)
        found += [{"scenario": scenario}] + [{"scenario": scenario} | {name: at(p, end) for name, p in table.items()} for end in (0, 1)]
        found += [{"scenario": scenario, name: at(p, end)} for name, p in table.items() for end in (0, 1)]
    while len(found) < STATES:
        scenario = source.choice(list(model.scenarios))
        draw = (lambda: source.choice([0, 1])) if len(found) % 3 == 0 else source.random
        found.append({"scenario": scenario} | {name: at(p, draw()) for name, p in model.table(scenario).items()})
    return found[:STATES]


def test_no_state_breaks_the_picture(model, mount):
    """In 500 states, the corners among them, every series is made of numbers, every line is drawn and the sentence is whole."""
    page = mount(model)
    kinds = {readout.name: readout.kind for readout in model.readouts}
    wanted = states(model)
    found = page.evaluate(SET_ALL, wanted)
    broken = [(state, one["faults"]) for state, one in zip(wanted, found, strict=True) if one["faults"]]
    # A formula has no value only where something that it counts on did not happen.
    missing = [
        (state, name)
        for state, one in zip(wanted, found, strict=True)
        for name in one["missing"]
        if kinds[name] not in EVENTS and not (kinds[name] == "formula" and any(kinds[other] in EVENTS for other in one["missing"]))
    ]

    assert broken[:5] == []
    assert missing[:5] == []


BAIT = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
ENCODED = "%3Cimg%20src%3Dx%20onerror%3D%22window.hurt%3D1%22%3E"


def bad_links(model):
    """Return (link, whether it has to be told what is wrong) for LINKS faulty addresses, by lot but always the same."""
    source = random.Random(f"links {model.name}")
    scenario = source.choice(list(model.scenarios))
    name, p = source.choice(list(model.table(scenario).items()))
    middle = p.options[at(p, 0.5)].replace(" ", "+") if p.options else repr(at(p, 0.5))
    ask, set_ = f"scenario={scenario}", f"{name}={middle}"
    good = f"{ask}&{set_}&pin=first+try({ask},{set_})&predict=shown"
    wrong = [
        f"{ask}&{name}=%", f"{ask}&{name}=%E0%A4%A", f"{ask}&%zz=1", f"scenario=%E0%A4%A&{set_}", "pin=%E0%A4(%zz=1)",
        f"{ask}&{name}x=1", f"{ask}&__proto__=1", f"{ask}&constructor=1", f"{ask}&toString=1", "scenario=__proto__", f"{name.upper()}=1",
        f"{ask}&{name}={p.high * 10 + 1!r}", f"{ask}&{name}=-1e300", f"{ask}&{name}=1e999", f"{ask}&{name}=NaN", f"{ask}&{name}=Infinity", f"{ask}&{name}=0x10",
        f"{ask}&{name}", f"{ask}&{name}=", "scenario=", f"{ask}&={middle}",
        f"{ask}&{'x' * 100_000}=1", f"{ask}&{name}={'9' * 100_000}", f"scenario={'y' * 100_000}", f"pin={'z' * 100_000}",
        f"{ask}&{name}=🧬", f"🧬={middle}", "scenario=🧬", f"{ask}&{name}={middle}&{name}=many&{name}={middle}",
        "pin", "predict", "pin=", "pin=(", "pin=a)b(", f"pin=a({ask}", f"pin=a(pin=b({ask}))", "pin=a(scenario=gone)", f"pin=a({name}=)", f"pin=a({name}={p.high * 10 + 1!r})",
        "&".join([f"pin=a({ask})"] * 99), "predict=perhaps", "predict=", "scenario=first_version&rate_old=3",
        f"{ask}&{name}={BAIT}", f"{ask}&{name}={ENCODED}", f"{BAIT}=1", f"scenario={ENCODED}", f"pin={ENCODED}", f"predict={ENCODED}",
    ]  # fmt: skip
    quiet = [f"pin={ENCODED}({ask})", f"pin={BAIT}({ask})", f"{ask}&&&{set_}&", f"pin={'long' * 5000}({ask})", f"pin=🧬%0A%00({ask})", "?", "scenario", f"{set_}&{set_}"]
    cut = [good[: source.randrange(len(good))] for _ in range(LINKS)]
    garbled = ["".join(source.choice([sign] * 9 + ["%", "&", "=", "(", ""]) for sign in good) for _ in range(LINKS)]
    chosen = source.sample([(query, True) for query in wrong] + [(query, False) for query in quiet], 2 * LINKS // 3)
    chosen += [(query, False) for query in source.sample(cut + garbled, LINKS - len(chosen))]
    return [(f"#{model.name}?{query}", told) for query, told in chosen]


def test_no_link_breaks_the_explorer(model, mount):
    """A faulty link gives the defaults and says so in plain words; what it holds never becomes part of the page."""
    page = mount(model)
    links = bad_links(model)
    found = page.evaluate(FOLLOW_ALL, [link for link, _ in links])
    off = []
    for (link, told), one in zip(links, found, strict=True):
        table = model.table(one["scenario"])
        faults = list(one["faults"])
        faults += [f"{name} is out of range" for name, value in one["parameters"].items() if not table[name].low <= value <= table[name].high]
        if told and not one["said"]:
            faults.append("nothing is said")
        if one["said"] and (len(one["said"]) > 1000 or not one["said"].endswith(".")):
            faults.append(f"what is said is not a plain sentence: {one['said'][:300]}")
        if one["shared"] > 2000:
            faults.append(f"the address that it writes has {one['shared']} signs")
        if faults:
            off.append((link[:100], faults))

    assert off == []


def hold(page, slider):
    """Press the pointer on the thumb of *slider*."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    share = slider.evaluate("el => (el.value - el.min) / (el.max - el.min)")
    page.mouse.move(box["x"] + 11 + share * (box["width"] - 22), box["y"] + box["height"] / 2)
    page.mouse.down()


def drag(page, slider, steps):
    """Move the held thumb of *slider* to and fro, wherever the page has put it by now."""
    box = slider.bounding_box()
    for step in range(steps):
        share = 0.5 - 0.5 * math.cos(2 * math.pi * (step + 1) / steps)
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)


def agrees(place):
    """Return whether slider, number field and state of an explorer say the same."""
    return place.evaluate("""(el) => [...el.querySelectorAll(".sb-parameter .sb-slider")].every((slider) => {
        const value = el.explorer.read().parameters[slider.dataset.parameter];
        const field = el.querySelector(`.sb-field[data-parameter="${slider.dataset.parameter}"]`);
        return Number(field.value) === value;
    })""")


def test_turning_the_phone_and_the_lights_in_a_drag(page, visit, chapters):
    """A window that changes its width and its colours while a slider is held keeps a whole picture, and the slider goes on."""
    for place in visit(chapters[0], folds=False):
        slider = place.locator(".sb-parameter .sb-slider").first
        before = place.evaluate("el => JSON.stringify(el.explorer.read().parameters)")
        hold(page, slider)
        for width, mode in ((1280, "dark"), (360, "dark"), (360, "light"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("(mode) => { document.documentElement.dataset.theme = mode; }", mode)
            drag(page, slider, 6)
            page.wait_for_timeout(50)

            assert place.evaluate(FAULTS) == []
            assert place.locator(".sb-svg").bounding_box()["width"] <= width
        box = slider.bounding_box()
        page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 5)
        page.mouse.up()

        assert place.evaluate("el => JSON.stringify(el.explorer.read().parameters)") != before
        assert agrees(place)


def test_hasty_drags_across_all_presets(page, visit, chapters):
    """A reader who changes the preset and drags at once, again and again, sees the last of it whole."""
    for place in visit(chapters[0], folds=False):
        for preset in place.locator(".sb-preset").all():
            preset.click()
            slider = place.locator(".sb-parameter .sb-slider").first
            hold(page, slider)
            drag(page, slider, 20)
            page.mouse.up()

            assert place.evaluate(FAULTS) == []
            assert agrees(place)
