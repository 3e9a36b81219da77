"""
What single cells of the tumour-lymphocyte-stroma model do: find room, move, divide and die.

``p`` holds the parameters; see ``_kather2017_world.py`` for the world ``w`` and ``_kather2017_rules.py`` for the origin.
"""

from ._kather2017_world import CLOCK, EMPTY, KILLS, LYMPHOCYTE, TUMOUR, below, uniform


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
