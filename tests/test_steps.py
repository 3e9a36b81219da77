"""The lab sheet beside an explorer: it leads, remembers where the reader is, and never gets in the way."""

import pytest

CHAPTER = "book/exhaustion/chapter.html"
SHEETS = {"cartmath": 5, "carrgo": 4, "exhaustion_chain": 4}
READ = "key => document.querySelector(`[data-explorer=${key}]`).explorer.read()"


def open_page(page, site, fragment=""):
    page.goto("about:blank")
    page.goto((site / CHAPTER).as_uri() + fragment)
    page.wait_for_load_state("load")


def sheet_of(page, key):
    """Return the sheet of an explorer, which is made when it is first asked for."""
    page.evaluate(READ, key)
    return page.locator(f"[data-explorer={key}] .sb-sheet")


def press(sheet, name):
    sheet.get_by_role("button", name=name, exact=True).click()


def heading(page):
    return page.evaluate("document.activeElement.textContent")


def state_of(page, key):
    """Return (scenario, {parameter: value}) of what the explorer shows."""
    read = page.evaluate(READ, key)
    return read["scenario"], read["parameters"]


@pytest.mark.parametrize("key", SHEETS)
def test_next_and_previous_set_the_model(page, site, key):
    """From step to step the model stands as each step says, and focus on the step's heading."""
    open_page(page, site)
    sheet = sheet_of(page, key)
    settings = []
    press(sheet, "Start")
    for number in range(1, SHEETS[key] + 1):
        assert heading(page).startswith(f"Step {number} of {SHEETS[key]}: ")
        settings.append(state_of(page, key))
        if number < SHEETS[key]:
            press(sheet, "Next →")
    for number in range(SHEETS[key] - 1, 0, -1):
        press(sheet, "← Previous")

        assert heading(page).startswith(f"Step {number} of ")
        assert state_of(page, key) == settings[number - 1]
    assert len({str(setting) for setting in settings}) == SHEETS[key]


@pytest.mark.parametrize("key", SHEETS)
def test_every_step_shows_what_python_says(page, site, key):
    """A link to a step, and to nothing else, sets its model; the page's sentence is the one that Python wrote below the step."""
    for number in range(1, SHEETS[key] + 1):
        open_page(page, site, f"#{key}?step={number}")
        read = page.evaluate(READ, key)
        written = page.locator(f"[data-explorer={key}] .step-now .step-sentence").text_content()

        assert written == f"The model says: {read['sentence']}"
        assert page.locator(f"[data-explorer={key}] [aria-current=step]").text_content() == str(number)
        assert read["problem"] == ""


def test_a_link_keeps_the_step_and_what_the_reader_changed(page, site):
    """The address names the step and the setting, so that a reader comes back to both."""
    open_page(page, site, "#cartmath?step=2")
    page.evaluate("document.querySelector('[data-explorer=cartmath]').explorer.set({dose: 3e7})")
    page.wait_for_function("location.hash.includes('dose=3e7')")
    fragment = page.evaluate("location.hash")
    open_page(page, site, fragment)

    assert "step=2" in fragment
    assert state_of(page, "cartmath")[1]["dose"] == 3e7
    assert page.locator("[data-explorer=cartmath] [aria-current=step]").text_content() == "2"


def test_a_step_that_does_not_exist_is_told(page, site):
    """A wrong link shows the model as it is and says which steps there are."""
    open_page(page, site, "#cartmath?step=9")

    assert "steps 1 to 5" in page.evaluate(READ, "cartmath")["problem"]


def test_the_reader_is_free_during_a_step(page, site):
    """Every slider moves; a button that keeps its place brings the step's setting back."""
    open_page(page, site, "#cartmath?step=4")
    sheet = sheet_of(page, "cartmath")
    setting = state_of(page, "cartmath")
    back = sheet.locator(".sb-step-back")
    assert not back.is_visible()
    height = sheet.bounding_box()["height"]
    slider = page.locator("[data-explorer=cartmath] input.sb-slider[data-parameter=dose]")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    back.wait_for(state="visible")

    assert sheet.bounding_box()["height"] == height
    assert state_of(page, "cartmath") != setting
    back.click()
    assert state_of(page, "cartmath") == setting
    assert heading(page).startswith("Step 4 of 5: ")
    assert not back.is_visible()


def test_a_link_on_the_sheet_keeps_the_reader_in_place(page, site):
    """A second setting named by a step is set without a jump, stays in focus and is marked."""
    open_page(page, site, "#cartmath?step=2")
    sheet = sheet_of(page, "cartmath")
    page.wait_for_timeout(300)
    top = page.evaluate("scrollY")
    link = sheet.locator(".step-now").get_by_role("link", name="with IDO", exact=True)
    link.focus()
    page.keyboard.press("Enter")

    assert state_of(page, "cartmath")[0] == "RAJI-IDO"
    assert link.get_attribute("aria-current") == "true"
    assert page.evaluate("document.activeElement.textContent") == "with IDO"
    assert page.evaluate("scrollY") == top
    assert not page.locator("[data-explorer=cartmath] .sb-back").is_visible()


def test_a_prediction_comes_first(page, site):
    """Where a step asks for a prediction, the answer and what to notice wait for it."""
    open_page(page, site)
    sheet = sheet_of(page, "cartmath")
    press(sheet, "Start")
    page.wait_for_selector("[data-explorer=cartmath] [data-predict=asked]")

    assert not sheet.locator(".step-now summary").is_visible()
    assert "after your prediction" in sheet.locator(".step-now").inner_text()
    assert page.locator("[data-explorer=cartmath] .sb-ask select").input_value() == "effector", "the curve that the step names is the one to draw"
    press(sheet, "Next →")
    page.wait_for_selector("[data-explorer=cartmath] [data-predict=off]")
    assert sheet.locator(".step-now summary").is_visible()


def test_progress_stays_on_the_device(page, site):
    """A reader who comes back goes on where they were; starting again forgets it."""
    open_page(page, site)
    sheet = sheet_of(page, "cartmath")
    for name in ("Start", "Next →", "Next →"):
        press(sheet, name)
    open_page(page, site)
    sheet = sheet_of(page, "cartmath")
    assert page.evaluate("location.hash") == ""
    press(sheet, "Continue with step 3")
    assert heading(page).startswith("Step 3 of 5: ")
    open_page(page, site)
    press(sheet_of(page, "cartmath"), "Start again")

    assert heading(page).startswith("Step 1 of 5: ")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.endsWith(' steps'))") == []


def test_the_keyboard_leads_through_a_step(page, site):
    """From the heading, Tab goes through the question to what to notice and on to the next step."""
    open_page(page, site, "#cartmath?step=2")
    sheet = sheet_of(page, "cartmath")
    sheet.locator(".step-now .step-title").focus()
    order = []
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(heading(page))
    page.keyboard.press("Enter")

    assert order == ["without IDO", "with IDO", "with IDO and 1-MT", "What to notice", "← Previous", "Next →"]
    assert heading(page).startswith("Step 3 of 5: ")


def test_text_and_sheet_lead_to_each_other(page, site):
    """The explanation in the text names its step; following it enters the step, and a button leads back."""
    open_page(page, site)
    link = page.locator("a.to-step", has_text="step four")
    link.click()
    page.wait_for_selector("[data-explorer=cartmath] .sb-dot[aria-label^='Step 4'][aria-current=step]")

    assert state_of(page, "cartmath")[1]["dose"] == 2.6e5
    page.locator("[data-explorer=cartmath] .sb-back").click()
    page.wait_for_function("document.activeElement.textContent === 'step four'")


def test_without_scripts_the_steps_are_a_list(browser, site):
    """A reader without JavaScript sees every title, question and setting, and opens what to notice."""
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    open_page(page, site)
    for key, count in SHEETS.items():
        steps = page.locator(f"[data-steps-for={key}] > ol > li")

        assert steps.count() == count
        for step in steps.all():
            assert step.locator(".step-question").is_visible()
            assert "Setting: " in step.inner_text()
            step.locator("summary").click()
            assert step.locator(".step-sentence").is_visible()
    context.close()


def test_in_print_everything_is_open(page, site):
    """On paper each step stands with its setting and what to notice, in order, and no button."""
    open_page(page, site)
    sheet = sheet_of(page, "cartmath")
    page.emulate_media(media="print")

    assert sheet.locator(".step:visible").count() == SHEETS["cartmath"]
    assert sheet.locator(".step-sentence:visible").count() == SHEETS["cartmath"]
    assert sheet.locator("button:visible").count() == 0
    tops = [step.bounding_box()["y"] for step in sheet.locator(".step").all()]
    assert tops == sorted(set(tops))
