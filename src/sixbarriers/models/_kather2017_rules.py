"""
The rules of the tumour-lymphocyte-stroma model, step by step.

Written from the rules of Kather et al. 2017 as their published program (github.com/jnkather/immunoABM, MIT licence,
copyright Jakob Nikolas Kather and colleagues) carries them out; none of its code is taken over. ``p`` holds the
parameters; see ``_kather2017_world.py`` for the world ``w``.
"""

from ._kather2017_cells import bury, guided_site, live, move, place
from ._kather2017_world import (
    BORDER, CLOCK, DEEPEST, EMPTY, KILLS, LYMPHOCYTE, LYMPHOCYTE_DIVISIONS, MARGIN, MARKED, MASK, MOST_TRIES, NEW_SEED, REST, SEEDS,
    SEEN_EXHAUSTED, SEEN_LYMPHOCYTE, SEEN_NECROSIS, SEEN_STROMA, SEEN_TUMOUR, SIZE, STEP, STEPS_A_DAY, SUBSTEPS, TRIES, TUMOUR,
    TUMOUR_DIVISIONS, WARM_UP, WIDTH, below, flood, measure_depth, measure_reach, shuffle, spread, uniform,
)  # fmt: skip


def begin(w, seed):
    """Empty the world but for one stem cell in its middle, and start the generator."""
    w.rng[0] = seed & MASK
    w.rng[1] = 0x9E3779B9
    w.rng[2] = 0x243F6A88
    w.rng[3] = 1
    for k in range(WARM_UP):
        uniform(w)
    for at in range(SIZE):
        row = at // WIDTH
        column = at - row * WIDTH
        is_border = row == 0 or column == 0 or row == WIDTH - 1 or column == WIDTH - 1
        w.site[at] = BORDER if is_border else EMPTY
        w.stem[at] = 0
        w.divisions[at] = 0
        w.kills[at] = 0
        w.rest[at] = 0
        w.doomed[at] = 0
        w.stroma[at] = 0
        w.necrosis[at] = 0
        w.asked[at] = 0
        w.left[at] = 0
        w.mask[at] = 0
        w.wide[at] = 0
    k = 0
    for row in range(-1, 2):
        for column in range(-1, 2):
            if row != 0 or column != 0:
                w.around[k] = row * WIDTH + column
                k += 1
    middle = (WIDTH // 2) * WIDTH + WIDTH // 2
    w.site[middle] = TUMOUR
    w.stem[middle] = 1
    w.divisions[middle] = TUMOUR_DIVISIONS
    w.tumour[0] = middle
    w.n[TUMOUR] = 1
    w.n[LYMPHOCYTE] = 0
    w.n[CLOCK] = 0
    w.n[STEP] = 0


def arrive(w, p):
    """Let lymphocytes arrive on empty sites anywhere, when it is their turn."""
    if uniform(w) >= p.influx_probability:
        return
    arriving = int(p.influx_size)
    if p.influx_size > arriving and uniform(w) < p.influx_size - arriving:
        arriving += 1
    for k in range(arriving):
        for attempt in range(1000):
            at = (1 + below(w, WIDTH - 2)) * WIDTH + 1 + below(w, WIDTH - 2)
            if w.site[at] == EMPTY and w.stroma[at] == 0 and w.necrosis[at] == 0:
                place(w, w.lymphocytes, LYMPHOCYTE, at, 0, LYMPHOCYTE_DIVISIONS, KILLS)
                break


def attack(w, p):
    """Let each lymphocyte at the tumour that does not rest try to kill a neighbour; the killed go all at once."""
    killed = 0
    for k in range(w.n[LYMPHOCYTE]):
        at = w.lymphocytes[k]
        if w.rest[at] == 0 and w.kills[at] > 0 and w.reach[at] <= 1.0:
            count = 0
            for j in range(8):
                if w.site[at + w.around[j]] == TUMOUR:
                    w.near[count] = at + w.around[j]
                    count += 1
            if count > 0 and uniform(w) < p.kill:
                w.doomed[w.near[below(w, count)]] = 1
                w.kills[at] -= 1
                w.rest[at] = REST
                killed += 1
        if w.rest[at] > 0:
            w.rest[at] -= 1
    if killed > 0:
        bury(w, w.tumour, TUMOUR)


def hunt(w, p):
    """Let lymphocytes move and kill through the sub-steps of one step."""
    shuffle(w, w.lymphocytes, w.n[LYMPHOCYTE])
    for substep in range(SUBSTEPS):
        w.n[CLOCK] += 1
        for k in range(w.n[LYMPHOCYTE]):
            if uniform(w) < p.lymphocyte_migration:
                to = guided_site(w, p, w.lymphocytes[k])
                if to > 0:
                    move(w, w.lymphocytes, k, to)
        attack(w, p)


def necrotise(w, p):
    """Let tumour cells die together where necrosis is seeded, deep inside more often."""
    w.n[SEEDS] = 0
    for k in range(w.n[TUMOUR]):
        if uniform(w) < p.necrosis_seeding:
            w.n[SEEDS] += 1
    if w.n[SEEDS] == 0:
        return
    measure_depth(w)
    total = 0.0
    for k in range(w.n[TUMOUR]):
        total += min(w.depth[w.tumour[k]], DEEPEST)
    for seed in range(w.n[SEEDS]):
        target = uniform(w) * total
        w.seeds[seed] = w.tumour[w.n[TUMOUR] - 1]
        k = 0
        while k < w.n[TUMOUR]:
            target -= min(w.depth[w.tumour[k]], DEEPEST)
            if target < 0.0:
                w.seeds[seed] = w.tumour[k]
                break
            k += 1
    spread(w, p.necrosis_density)
    for k in range(w.n[MARKED]):
        at = w.list[k]
        if w.site[at] == TUMOUR:
            w.necrosis[at] = 1
            w.doomed[at] = 1
    bury(w, w.tumour, TUMOUR)


def wall_off(w, p):
    """Let exhausted lymphocytes turn into seeds of stroma."""
    w.n[SEEDS] = 0
    for k in range(w.n[LYMPHOCYTE]):
        at = w.lymphocytes[k]
        if w.kills[at] == 0 and uniform(w) < p.stroma_seeding:
            w.seeds[w.n[SEEDS]] = at
            w.n[SEEDS] += 1
            w.doomed[at] = 1
    if w.n[SEEDS] == 0:
        return
    bury(w, w.lymphocytes, LYMPHOCYTE)
    spread(w, p.stroma_density)
    for k in range(w.n[MARKED]):
        at = w.list[k]
        if w.site[at] != TUMOUR and w.necrosis[at] == 0:
            w.stroma[at] = 1


def start(w, p):
    """Begin a run and return its step, 0."""
    w.n[TRIES] = 0
    begin(w, int(p.seed))
    return 0


def step(w, p, before):
    """Take one step of 12 hours, with the parameters *before* until the treatment begins; return how many are done, 0 for a run begun anew."""
    treated_from = int(p.intervention * STEPS_A_DAY + 0.5)
    q = before if w.n[STEP] < treated_from else p
    shuffle(w, w.tumour, w.n[TUMOUR])
    live(w, q, w.tumour, TUMOUR, q.tumour_division, q.tumour_death, q.tumour_migration)
    measure_reach(w)
    arrive(w, q)
    hunt(w, q)
    live(w, q, w.lymphocytes, LYMPHOCYTE, q.lymphocyte_division, q.lymphocyte_death, q.lymphocyte_migration)
    necrotise(w, q)
    wall_off(w, q)
    w.n[STEP] += 1
    if w.n[TUMOUR] == 0 and w.n[STEP] <= treated_from and w.n[TRIES] < MOST_TRIES:
        w.n[TRIES] += 1
        begin(w, int(p.seed) + NEW_SEED * w.n[TRIES])
    return w.n[STEP]


def observe(w):
    """Write what is counted to w.counts and what is seen to w.picture; nothing is drawn from the generator."""
    measure_reach(w)
    flood(w)
    for k in range(7):
        w.counts[k] = 0
    w.counts[0] = w.n[TUMOUR]
    for at in range(SIZE):
        seen = EMPTY
        if w.stroma[at] == 1:
            seen = SEEN_STROMA
            w.counts[5] += 1
        if w.necrosis[at] == 1:
            seen = SEEN_NECROSIS
            w.counts[6] += 1
        if w.site[at] == TUMOUR:
            seen = SEEN_TUMOUR
        if w.site[at] == LYMPHOCYTE:
            seen = SEEN_LYMPHOCYTE
            if w.kills[at] == 0:
                seen = SEEN_EXHAUSTED
                w.counts[4] += 1
            if w.mask[at] == 0:
                w.counts[1] += 1
            elif w.reach[at] < MARGIN:
                w.counts[2] += 1
            else:
                w.counts[3] += 1
        w.picture[at] = seen
