"""
The grid of the tumour-lymphocyte-stroma model: what it holds, chance, distances, patches and what is inside.

Written, like the rules in ``_kather2017_rules.py``, in the small part of Python that the page understands too
(``translate.py``). Sites are numbered row by row; ``w`` is the world, flat arrays by name. Every draw comes from one
generator, in one order, so Python and the page fill the same grid from the same seed.
"""

from math import sqrt

WIDTH = 128
SIZE = WIDTH * WIDTH
STEPS_A_DAY = 2
SUBSTEPS = 96  # of each step, in which lymphocytes move and kill; in one more they divide, die or move

# What stands on a site
EMPTY = 0
TUMOUR = 1
LYMPHOCYTE = 2
BORDER = 3

# What is drawn there
SEEN_TUMOUR = 1
SEEN_LYMPHOCYTE = 2
SEEN_EXHAUSTED = 3
SEEN_STROMA = 4
SEEN_NECROSIS = 5

# Places in w.n: how many of both kinds (under their own names), and clocks
CLOCK = 0
STEP = 3
TRIES = 4
SEEDS = 5
MARKED = 6

# Capacities: divisions of tumour cells and of lymphocytes, kills of a lymphocyte, sub-steps of rest after a kill
TUMOUR_DIVISIONS = 10
LYMPHOCYTE_DIVISIONS = 10
KILLS = 5
REST = 48

MASK = 0xFFFFFFFF
UNIT = 4294967296.0
WARM_UP = 15
NEW_SEED = 1000  # added to the seed where a tumour dies out before the treatment
MOST_TRIES = 200
DEEPEST = 134  # sites; deeper down, hypoxia rises no more
MARGIN = 5.0  # sites: nearer than this to a tumour cell, but not inside, is the margin
PATCH = 7  # sites: the square in which a seed of stroma or necrosis is drawn
REACH = 3  # sites: from its middle to its edge
GAP = 2  # sites: how far a gap may reach to be closed

WORLD = {
    "rng": ("word", 4),
    "n": ("int", 8),
    "around": ("int", 8),
    "near": ("int", 8),
    "site": ("byte", SIZE),
    "stem": ("byte", SIZE),
    "divisions": ("byte", SIZE),
    "kills": ("byte", SIZE),
    "rest": ("byte", SIZE),
    "doomed": ("byte", SIZE),
    "stroma": ("byte", SIZE),
    "necrosis": ("byte", SIZE),
    "open": ("byte", SIZE),
    "asked": ("int", SIZE),
    "left": ("int", SIZE),
    "tumour": ("int", SIZE),
    "lymphocytes": ("int", SIZE),
    "has_room": ("byte", SIZE),
    "mask": ("byte", SIZE),
    "wide": ("byte", SIZE),
    "list": ("int", SIZE),
    "seeds": ("int", SIZE),
    "patch": ("byte", PATCH * PATCH),
    "column": ("int", SIZE),
    "stack": ("int", 2 * WIDTH),
    "reach": ("real", SIZE),
    "depth": ("real", SIZE),
    "counts": ("int", 7),
    "picture": ("byte", SIZE),
}


def uniform(w):
    """Return a number from 0 up to 1, the next of sfc32."""
    a = w.rng[0]
    b = w.rng[1]
    c = w.rng[2]
    d = w.rng[3]
    t = (a + b + d) & MASK
    w.rng[0] = b ^ (b >> 9)
    w.rng[1] = (c + ((c << 3) & MASK)) & MASK
    w.rng[2] = ((((c << 21) & MASK) | (c >> 11)) + t) & MASK
    w.rng[3] = (d + 1) & MASK
    return t / UNIT


def below(w, count):
    """Return a whole number from 0 up to *count*, which is above 0."""
    return int(uniform(w) * count)


def shuffle(w, places, count):
    """Bring the first *count* of *places* into random order."""
    k = count - 1
    while k > 0:
        other = below(w, k + 1)
        kept = places[k]
        places[k] = places[other]
        places[other] = kept
        k -= 1


def measure_distance(w, out):
    """Write the distance of every site to the nearest one in w.mask, in sites, to *out*; exact, in two passes."""
    endless = 2 * WIDTH
    for x in range(WIDTH):
        w.column[x] = 0 if w.mask[x] == 1 else endless
        for y in range(1, WIDTH):
            at = y * WIDTH + x
            w.column[at] = 0 if w.mask[at] == 1 else min(endless, w.column[at - WIDTH] + 1)
        for back in range(1, WIDTH):
            at = (WIDTH - 1 - back) * WIDTH + x
            w.column[at] = min(w.column[at], w.column[at + WIDTH] + 1)
    for y in range(WIDTH):
        row = y * WIDTH
        top = 0
        w.stack[0] = 0
        w.stack[WIDTH] = 0
        for x in range(1, WIDTH):
            height = w.column[row + x] * w.column[row + x]
            while top >= 0 and beats(w, row, w.stack[WIDTH + top], w.stack[top], x, height) == 1:
                top -= 1
            if top < 0:
                top = 0
                w.stack[0] = x
                w.stack[WIDTH] = 0
            else:
                other = w.stack[top]
                rise = x * x - other * other + height - w.column[row + other] * w.column[row + other]
                start = 1 + rise // (2 * (x - other))
                if start < WIDTH:
                    top += 1
                    w.stack[top] = x
                    w.stack[WIDTH + top] = start
        for back in range(WIDTH):
            x = WIDTH - 1 - back
            nearest = w.stack[top]
            high = w.column[row + nearest]
            out[row + x] = sqrt((x - nearest) * (x - nearest) + high * high)
            if x == w.stack[WIDTH + top]:
                top -= 1


def beats(w, row, start, old, x, height):
    """Return 1 if column *x* is nearer to the place *start* of a row than column *old*."""
    far = (start - old) * (start - old) + w.column[row + old] * w.column[row + old]
    return 1 if far > (start - x) * (start - x) + height else 0


def measure_reach(w):
    """Write the distance of every site to the nearest tumour cell to w.reach."""
    for at in range(SIZE):
        w.mask[at] = 1 if w.site[at] == TUMOUR else 0
    measure_distance(w, w.reach)


def is_in_disc(row, column):
    """Return 1 for the places of a square of 7 by 7 that its disc holds: rows of 3, 5, 7, 7, 7, 5 and 3."""
    return 1 if abs(row - REACH) + abs(column - REACH) <= REACH + 1 else 0


def draw_patch(w, density):
    """Draw the shape of a seed into w.patch: a disc thinned to *density*, its gaps closed; beyond the square nothing is a gap."""
    for row in range(PATCH):
        for column in range(PATCH):
            is_kept = is_in_disc(row, column) == 1 and uniform(w) < density
            w.patch[row * PATCH + column] = 1 if is_kept else 0
    for row in range(PATCH):
        for column in range(PATCH):
            w.wide[row * PATCH + column] = 0
            for y in range(max(0, row - GAP), min(PATCH, row + GAP + 1)):
                for x in range(max(0, column - GAP), min(PATCH, column + GAP + 1)):
                    if w.patch[y * PATCH + x] == 1:
                        w.wide[row * PATCH + column] = 1
    for row in range(PATCH):
        for column in range(PATCH):
            w.patch[row * PATCH + column] = 1
            for y in range(max(0, row - GAP), min(PATCH, row + GAP + 1)):
                for x in range(max(0, column - GAP), min(PATCH, column + GAP + 1)):
                    if w.wide[y * PATCH + x] == 0:
                        w.patch[row * PATCH + column] = 0


def spread(w, density):
    """Lay one drawn patch around each of the w.n[SEEDS] sites of w.seeds; list the sites in w.list."""
    draw_patch(w, density)
    for at in range(SIZE):
        w.mask[at] = 0
    w.n[MARKED] = 0
    for k in range(w.n[SEEDS]):
        middle_row = w.seeds[k] // WIDTH
        middle_column = w.seeds[k] - middle_row * WIDTH
        for row in range(PATCH):
            for column in range(PATCH):
                y = middle_row + row - REACH
                x = middle_column + column - REACH
                if w.patch[row * PATCH + column] == 1 and y > 0 and x > 0 and y < WIDTH - 1 and x < WIDTH - 1:
                    if w.mask[y * WIDTH + x] == 0:
                        w.mask[y * WIDTH + x] = 1
                        w.list[w.n[MARKED]] = y * WIDTH + x
                        w.n[MARKED] += 1


def measure_depth(w):
    """Write how deep every site lies inside tumour, stroma and necrosis, widened by the disc, to w.depth."""
    for at in range(SIZE):
        w.wide[at] = 1 if w.site[at] == TUMOUR or w.stroma[at] == 1 or w.necrosis[at] == 1 else 0
        w.mask[at] = 1
    for at in range(SIZE):
        if w.wide[at] == 1:
            middle_row = at // WIDTH
            middle_column = at - middle_row * WIDTH
            for row in range(PATCH):
                for column in range(PATCH):
                    y = middle_row + row - REACH
                    x = middle_column + column - REACH
                    if is_in_disc(row, column) == 1 and y >= 0 and x >= 0 and y < WIDTH and x < WIDTH:
                        w.mask[y * WIDTH + x] = 0
    measure_distance(w, w.depth)


def flood(w):
    """Mark in w.mask what lies outside the tumour: all that can be reached from the border past its cells, along rows and columns."""
    count = 0
    for at in range(SIZE):
        w.mask[at] = 1 if w.site[at] == BORDER else 0
        if w.site[at] == BORDER:
            w.list[count] = at
            count += 1
    while count > 0:
        count -= 1
        at = w.list[count]
        for j in range(8):
            to = at + w.around[j]
            is_straight = w.around[j] == 1 or w.around[j] == -1 or w.around[j] == WIDTH or w.around[j] == -WIDTH
            if is_straight and to >= 0 and to < SIZE:
                if w.mask[to] == 0 and w.site[to] != TUMOUR:
                    w.mask[to] = 1
                    w.list[count] = to
                    count += 1
