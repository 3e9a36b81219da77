"""A grid model: page and Python fill the same sites, the rules hold, and the paper's findings come out."""

import hashlib
import importlib
import json
import math
import pathlib
import random
import subprocess
import sys
from statistics import median

import numpy
import pytest

from sixbarriers import kernel
from sixbarriers.errors import ModelError
from sixbarriers.javascript import compile_model
from sixbarriers.kernel import compiled_rules, new_world, settings
from sixbarriers.models import _kather2017_world as world
from sixbarriers.models import kather2017
from sixbarriers.translate import translated

ROOT = pathlib.Path(__file__).parents[1]
MODEL = kather2017.model
SEEDS = range(1, 9)


def corner(scenario, end, seed):
    """Return a setting with all that a reader may move at one end of its slider."""
    return {"scenario": scenario, **{name: getattr(MODEL.table(scenario)[name], end) for name in MODEL.controls if name != "seed"}, "seed": seed}


def drawn(source):
    """Return a setting drawn evenly along all sliders, the folded ones too."""
    scenario = source.choice(list(MODEL.scenarios))
    return {"scenario": scenario, **{name: p.low + source.random() * (p.high - p.low) for name, p in MODEL.table(scenario).items()}}


@pytest.fixture(scope="module")
def both(node, tmp_path_factory):
    """Return pairs (Python's run, the page's) at named scenarios, other seeds, corners, and settings drawn by lot."""
    source = random.Random("grid parity")
    sets = [{"scenario": name} for name in ("few-open", "many-wall", "opened")] + [{"scenario": "few-wall", "seed": 13}, {"scenario": "blind", "seed": 77}]
    sets += [corner("many-open", "low", 4), corner("few-wall", "high", 5)] + [drawn(source) for _ in range(3)]
    runs = [kather2017.simulate(**one) for one in sets]
    folder = tmp_path_factory.mktemp("grid")
    (folder / "model.mjs").write_text(f"export const compiled = {compile_model(MODEL)};\n", encoding="utf-8")
    (folder / "sets.json").write_text(json.dumps([{"scenario": run.scenario, "values": run.parameters} for run in runs]), encoding="utf-8")
    command = [node, str(ROOT / "tests" / "js" / "run_grid.mjs"), str(folder / "model.mjs"), str(folder / "sets.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(zip(runs, json.loads(done.stdout), strict=True))


def test_page_and_python_agree_site_by_site(both):
    """Every site of every step is the same in Node and in Python, and so are all counts, readouts and sentences."""
    for run, found in both:
        pictures = [hashlib.sha256(picture.tobytes()).hexdigest()[:16] for picture in run.pictures]
        first = next((k for k, (a, b) in enumerate(zip(pictures, found["pictures"], strict=True)) if a != b), None)
        assert first is None, (run.scenario, run.parameters, first)
        assert {name: row.tolist() for name, row in run.states.items()} == found["states"]
        assert found["readouts"] == {name: None if math.isnan(value) else pytest.approx(value, rel=1e-12) for name, value in run.readouts.items()}
        assert found["sentence"] == run.sentence


def test_a_seed_decides_a_run(both):
    """The same seed gives the same pictures again, another seed others; runs of one seed are the same until the switch."""
    run = both[0][0]
    again, other = kather2017.simulate(run.scenario), kather2017.simulate(run.scenario, seed=7)
    arm = both[1][0]
    before = run.time <= run.parameters["intervention"]

    assert numpy.array_equal(run.pictures, again.pictures)
    assert not numpy.array_equal(run.grid, other.grid)
    assert arm.scenario != run.scenario
    assert numpy.array_equal(run.pictures[before], arm.pictures[before])
    assert not numpy.array_equal(run.grid, arm.grid)


def test_a_run_can_be_short_and_sampled():
    """A run ends where it is told to; the times in at show the step at or before each."""
    run = kather2017.simulate("few-open", until=20)
    sampled = kather2017.simulate("few-open", until=20, at=[0, 7.3, 20])

    assert run.time[-1] == 20
    assert run.grid.shape == (128, 128)
    assert sampled.time.tolist() == [0, 7.3, 20]
    assert sampled.states["tumour"].tolist() == [run.states["tumour"][k] for k in (0, 14, 40)]


@pytest.fixture(scope="module")
def arms():
    """Return {arm: runs of eight seeds}; runs of one seed share their baseline."""
    return {name: [kather2017.simulate(name, seed=seed) for seed in SEEDS] for name in MODEL.scenarios}


def folds(runs):
    return [run.readouts["fold"] for run in runs]


def test_the_findings_of_the_paper_come_out(arms):
    """
    Over eight seeds the medians lie where an independent version put them: stroma slows a tumour that few attack, and
    saves one that many attack; gaps undo that, and blind lymphocytes lose.
    """
    few_open, few_wall, many_open, many_wall, opened, blind = (folds(arms[name]) for name in ("few-open", "few-wall", "many-open", "many-wall", "opened", "blind"))

    assert median(many_open) < 0.05
    assert 0.3 < median(many_wall) < 1.6
    assert 3 < median(few_open) < 6.5
    assert sum(a > b for a, b in zip(few_open, few_wall, strict=True)) >= 6
    assert sum(a < b for a, b in zip(opened, many_wall, strict=True)) >= 6
    assert median(blind) > 0.5
    assert median(run.readouts["inside"] for run in arms["many-wall"]) <= 5


def stepped(steps, each, **changes):
    """Run the rules themselves for some *steps* of one setting; *each* looks at the world after every one."""
    compiled = compiled_rules(MODEL.grid.modules)
    values = {**MODEL.resolve("few-wall"), "intervention": 60.0, **changes}
    w, p = new_world(MODEL.grid.arrays), settings(values)
    compiled["start"](w, p)
    for _ in range(steps):
        compiled["step"](w, p, p)
        compiled["observe"](w)
        each(w)
    return w


def test_every_cell_has_a_site_of_its_own():
    """Lists and map agree after every step: one cell a site, none on the border, capacities and rests within their bounds."""

    def check(w):
        tumour, lymphocytes = w.tumour[: w.n[world.TUMOUR]], w.lymphocytes[: w.n[world.LYMPHOCYTE]]
        site = w.site.reshape(128, 128)
        assert len(set(tumour) | set(lymphocytes)) == len(tumour) + len(lymphocytes)
        assert sorted(tumour) == numpy.flatnonzero(w.site == world.TUMOUR).tolist()
        assert sorted(lymphocytes) == numpy.flatnonzero(w.site == world.LYMPHOCYTE).tolist()
        assert all((edge == world.BORDER).all() for edge in (site[0], site[-1], site[:, 0], site[:, -1]))
        assert w.kills[lymphocytes].max(initial=0) <= world.KILLS
        assert w.divisions[tumour].max(initial=0) <= world.TUMOUR_DIVISIONS
        assert w.divisions[lymphocytes].max(initial=0) <= world.LYMPHOCYTE_DIVISIONS
        assert w.rest.max() <= world.REST
        assert not w.doomed.any()
        assert not (w.necrosis[tumour]).any()

    w = stepped(100, check, necrosis_seeding=0.0005)

    assert w.n[world.LYMPHOCYTE] > 0
    assert w.stroma.any()
    assert w.necrosis.any()


def test_without_lymphocytes_nothing_of_theirs_comes():
    """No influx: never a lymphocyte and never stroma."""
    w = stepped(80, lambda w: None, influx_probability=0.0)

    assert w.n[world.LYMPHOCYTE] == 0
    assert not w.stroma.any()


def test_who_cannot_kill_is_never_exhausted():
    """Without killing no lymphocyte loses a kill, and so there is no stroma."""
    w = stepped(80, lambda w: None, kill=0.0)
    lymphocytes = w.lymphocytes[: w.n[world.LYMPHOCYTE]]

    assert len(lymphocytes) > 0
    assert (w.kills[lymphocytes] == world.KILLS).all()
    assert not w.stroma.any()


def test_one_stem_cell_makes_a_bounded_clone():
    """Without symmetric division, death or influx there is one stem cell for ever, and its clone stays small."""
    w = stepped(60, lambda w: None, stem_symmetry=0.0, tumour_death=0.0, influx_probability=0.0)

    assert w.stem[w.tumour[: w.n[world.TUMOUR]]].sum() == 1
    assert 100 < w.n[world.TUMOUR] < 400


def test_distances_are_those_of_euclid():
    """The distance map is exact: compared with a search over all marks."""
    source = numpy.random.default_rng(1)
    w = new_world(MODEL.grid.arrays)
    marks = source.choice(world.SIZE, 40, replace=False)
    w.mask[marks] = 1
    compiled_rules(MODEL.grid.modules)["measure_distance"](w, w.reach)
    places = source.choice(world.SIZE, 500, replace=False)
    rows, columns = numpy.divmod(places[:, None], 128)
    apart = numpy.sqrt((rows - marks // 128) ** 2 + (columns - marks % 128) ** 2).min(axis=1)

    assert numpy.array_equal(w.reach[places], apart)


def sfc32(a, b, c, d):
    """Yield what sfc32 gives, written after its definition with numbers of 32 bits."""
    a, b, c, d = (numpy.uint32(one) for one in (a, b, c, d))
    with numpy.errstate(over="ignore"):
        while True:
            t = a + b + d
            d = d + numpy.uint32(1)
            a = b ^ (b >> numpy.uint32(9))
            b = c + (c << numpy.uint32(3))
            c = ((c << numpy.uint32(21)) | (c >> numpy.uint32(11))) + t
            yield int(t)


def test_the_generator_is_sfc32(node):
    """A thousand draws in Python and in the page are those of the generator's definition."""
    start = (12345, 0x9E3779B9, 0x243F6A88, 1)
    source = sfc32(*start)
    expected = [next(source) for _ in range(1000)]
    w = new_world(MODEL.grid.arrays)
    w.rng[:] = start
    body = translated(MODEL.grid.modules, ["uniform"])
    script = f"const w = {{rng: Uint32Array.from({list(start)})}}; const r = (function () {{ {body} }})(); console.log(JSON.stringify(Array.from({{length: 1000}}, () => r.uniform(w) * 4294967296)));"
    found = json.loads(subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout)

    assert found == expected
    plain = new_world(MODEL.grid.arrays, compiled=False)
    plain.rng[:] = start
    assert [int(world.uniform(plain) * 2**32) for _ in range(1000)] == expected
    draw = compiled_rules(MODEL.grid.modules)["uniform"]
    assert [int(draw(w) * 2**32) for _ in range(1000)] == expected


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("    return w.a[1:2]", "w.a[1:2]"), ("    return exp(w)", "exp(w)"), ("    return w ** 2", "w ** 2"), ("    with w: pass", "with w"),
        ("    return 1 < w < 3", "1 < w < 3"), ("    return [one for one in w]", "[one for one in w]"), ("    for k in w: pass", "for k in w"), ("    return True", "True"),
        ("    return unknown", "unknown"), ("    return -w % 3", "-w % 3"),
    ],
)  # fmt: skip
def test_what_the_page_cannot_say_is_refused(tmp_path, monkeypatch, line, named):
    """A rule that uses more of Python than the page understands stops the compilation; the message names line and words."""
    (tmp_path / "strange_rules.py").write_text(f"def rule(w):\n{line}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("strange_rules", None)
    module = importlib.import_module("strange_rules")

    with pytest.raises(ModelError) as caught:
        translated((module,), ["rule"])
    assert "strange_rules, line 2" in str(caught.value)
    assert named in str(caught.value)


def test_without_numba_the_same_comes_slowly(monkeypatch):
    """Where Numba is missing a warning says so, and the plain rules fill the same sites."""
    expected = kather2017.simulate("many-wall", until=12)
    compiled_rules.cache_clear()
    monkeypatch.setattr("sixbarriers.kernel.has_numba", lambda: False)
    monkeypatch.setattr("sixbarriers.gridmodel.has_numba", lambda: False)
    with pytest.warns(UserWarning, match="Numba is not installed"):
        run = kather2017.simulate("many-wall", until=12)
    compiled_rules.cache_clear()

    assert numpy.array_equal(run.pictures, expected.pictures)
    assert run.sentence == expected.sentence


def test_what_is_compiled_is_kept_under_the_text_of_its_rules(monkeypatch, tmp_path):
    """Each state of the rules has a folder of its own below the user's cache; where none can be written, nothing is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept = [kernel.cache_folder(modules) for modules in (MODEL.grid.modules, MODEL.grid.modules[:1])]
    (tmp_path / "full").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "full"))

    assert len(set(kept)) == 2 and all(pathlib.Path(folder).parent == tmp_path / "sixbarriers" for folder in kept)
    assert kernel.cache_folder(MODEL.grid.modules) == ""
