"""
The rules of the tumour-lymphocyte-stroma model, step by step.

Written from the rules of Kather et al. 2017 as their published program (github.com/jnkather/immunoABM, MIT licence,
copyright Jakob Nikolas Kather and colleagues) carries them out; none of its code is taken over. ``p`` holds the
parameters; see ``_kather2017_world.py`` for the world ``w``.
"""

from ._kather2017_world import (
    BORDER,
    CLOCK,
    DEEPEST,
    EMPTY,
    KILLS,
    LYMPHOCYTE,
    LYMPHOCYTE_DIVISIONS,
    MARGIN,
    MARKED,
    MASK,
    MOST_TRIES,
    NEW_SEED,
    REST,
    SEEDS,
    SEEN_EXHAUSTED,
    SEEN_LYMPHOCYTE,
    SEEN_NECROSIS,
    SEEN_STROMA,
    SEEN_TUMOUR,
    SIZE,
    STEP,
    STEPS_A_DAY,
    SUBSTEPS,
    TRIES,
    TUMOUR,
    TUMOUR_DIVISIONS,
    WARM_UP,
    WIDTH,
    below,
    flood,
    measure_depth,
    measure_reach,
    shuffle,
    spread,
    uniform,
)


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


def is_open(w, p, at):
    """Return 1 unless stroma closes the site; whether it does is drawn once in each tick of the clock."""
    if w.stroma[at] == 0:
        return 1
    if w.asked[at] != w.n[CLOCK]:
        w.asked[at] = w.n[CLOCK]
        w.open[at] = 1 if uniform(w) < p.permeability else 0
    return w.open[at]


def may_enter(w, p, kind, at):
    """Return 1 if a cell of a *kind* may step onto a site; one that was left in this tick stays closed."""
    if w.site[at] != EMPTY or w.left[at] == w.n[CLOCK]:
        return 0
    if kind == TUMOUR and w.necrosis[at] == 1:
        return 0
    return is_open(w, p, at)


def gather_room(w, p, kind, at):
    """Write the sites around *at* that a cell of a *kind* may enter to w.near; return how many they are."""
    count = 0
    for j in range(8):
        to = at + w.around[j]
        if may_enter(w, p, kind, to) == 1:
            w.near[count] = to
            count += 1
    return count


def guided_site(w, p, at):
    """Return the free neighbour that a lymphocyte takes: near the tumour, or anywhere, as guidance has it; 0 if there is none."""
    count = gather_room(w, p, LYMPHOCYTE, at)
    far = 0.0
    for j in range(count):
        if w.reach[w.near[j]] > far:
            far = w.reach[w.near[j]]
    best = 0
    lowest = 2.0
    for j in range(count):
        share = w.reach[w.near[j]] / far if far > 0.0 else 0.0
        score = p.guidance * share + (1.0 - p.guidance) * uniform(w)
        if score < lowest:
            lowest = score
            best = w.near[j]
    return best


def chosen_site(w, p, kind, at):
    """Return the neighbour that a cell of a *kind* moves or divides into; 0 if there is none."""
    if kind == LYMPHOCYTE:
        return guided_site(w, p, at)
    count = gather_room(w, p, kind, at)
    if count == 0:
        return 0
    return w.near[below(w, count)]


def move(w, places, k, to):
    """Move the cell that is number *k* of *places* to another site."""
    at = places[k]
    w.site[to] = w.site[at]
    w.stem[to] = w.stem[at]
    w.divisions[to] = w.divisions[at]
    w.kills[to] = w.kills[at]
    w.rest[to] = w.rest[at]
    w.site[at] = EMPTY
    w.left[at] = w.n[CLOCK]
    places[k] = to


def place(w, places, kind, to, is_stem, divisions, kills):
    """Put a new cell onto a site."""
    w.site[to] = kind
    w.stem[to] = is_stem
    w.divisions[to] = divisions
    w.kills[to] = kills
    w.rest[to] = 0
    places[w.n[kind]] = to
    w.n[kind] += 1


def divide(w, p, places, kind, at):
    """Divide the cell at a site, if there is room; a cell without divisions left dies instead."""
    if w.divisions[at] == 0:
        w.doomed[at] = 1
        return
    to = chosen_site(w, p, kind, at)
    if to == 0:
        return
    if w.stem[at] == 1:
        if uniform(w) < p.stem_symmetry:
            place(w, places, kind, to, 1, w.divisions[at], 0)
        else:
            place(w, places, kind, to, 0, w.divisions[at] - 1, 0)
    else:
        w.divisions[at] -= 1
        place(w, places, kind, to, 0, w.divisions[at], KILLS if kind == LYMPHOCYTE else 0)


def bury(w, places, kind):
    """Take the cells of a *kind* away that are doomed."""
    kept = 0
    for k in range(w.n[kind]):
        at = places[k]
        if w.doomed[at] == 1:
            w.doomed[at] = 0
            w.site[at] = EMPTY
        else:
            places[kept] = at
            kept += 1
    w.n[kind] = kept


def live(w, p, places, kind, division, death, migration):
    """Let each cell of a *kind* that has room divide, die, move or rest."""
    w.n[CLOCK] += 1
    count = w.n[kind]
    for k in range(count):
        w.has_room[k] = 0
        for j in range(8):
            if w.has_room[k] == 0 and may_enter(w, p, kind, places[k] + w.around[j]) == 1:
                w.has_room[k] = 1
    for k in range(count):
        if w.has_room[k] == 1:
            at = places[k]
            u = uniform(w)
            if u <= division:
                divide(w, p, places, kind, at)
            elif u <= division + death:
                w.doomed[at] = 1
            elif u <= division + death + migration:
                to = chosen_site(w, p, kind, at)
                if to > 0:
                    move(w, places, k, to)
    bury(w, places, kind)


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
