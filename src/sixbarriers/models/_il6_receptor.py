"""The right-hand side of dwivedi2014, tissue by tissue; see that module for the equations in words."""

from ..functions import choose
from ..model import Definition

__all__ = ["DEFINITIONS", "HOURS", "PATIENTS", "TARGETS", "equations"]

HOURS = 24  # the rates are per hour, the run counts days
PATIENTS = ("Crohn's disease", "healthy")
TARGETS = ("the IL-6 receptor", "IL-6")
PLACES = (("", "S"), ("_liver", "L"), ("_gut", "G"))


def _of(state, name, place):
    return getattr(state, f"{name}{place}")


def _soluble(place):
    """Return the function for IL-6 that binds soluble receptor, in nmol/L/hour."""
    return lambda s, p: p.membrane_on * _of(s, "receptor", place) * _of(s, "il6", place) - p.membrane_off * _of(s, "complex", place)


def _buffered(place):
    """Return the function for the soluble complex that soluble gp130 takes up."""
    return lambda s, p: p.gp130_on * _of(s, "complex", place) * _of(s, "gp130", place) - p.gp130_off * _of(s, "complex_gp130", place)


def _docked(place):
    """Return the function for the soluble complex that docks at membrane gp130: trans-signalling."""
    return lambda s, p: p.gp130_on * _of(s, "complex", place) * _of(s, "membrane_gp130", place) - p.gp130_off * _of(s, "docked", place)


def _silenced(place):
    return lambda s, p: p.switch_off * _of(s, "active", place) / (p.switch_off_half + _of(s, "active", place))


def _activated(place):
    """Return the function for the net activation of STAT3."""

    def found(s, p):
        done = _of(s, "pstat3", place)
        left = p.stat3 - done
        return p.phosphorylation * _of(s, "active", place) * left / (p.phosphorylation_half + left) - p.dephosphorylation * done / (p.dephosphorylation_half + done)

    return found


def _caught(place):
    """Return the function for antibody that binds what it is against."""

    def found(s, p):
        target = choose(p.target, dict(zip(TARGETS, (_of(s, "receptor", place), _of(s, "il6", place)), strict=True)))
        return p.antibody_on * (_of(s, "antibody", place) * target - p.affinity * _of(s, "bound", place))

    return found


def _against(p, which):
    """Return 1 if the antibody is against *which*, else 0."""
    return choose(p.target, {name: 1.0 if name == which else 0.0 for name in TARGETS})


def _flow(name, other, place):
    """Return the function for antibody, free or bound, that passes into a tissue."""

    def found(s, p):
        flow, volume = getattr(p, f"{other}_flow"), getattr(p, f"{other}_volume")
        return flow * (_of(s, name, "") / p.serum_volume - _of(s, name, place) / volume)

    return found


def _synthesis(name):
    return lambda s, p: choose(p.patient, dict(zip(PATIENTS, (getattr(p, name), getattr(p, f"healthy_{name}")), strict=True)))


DEFINITIONS = (
    Definition("made", "k_s", _synthesis("il6_synthesis")),
    Definition("made_gut", "k_{sG}", _synthesis("gut_il6_synthesis")),
    *(Definition(f"soluble_binding{place}", f"r_{{1{tissue}}}", _soluble(place)) for place, tissue in PLACES),
    *(Definition(f"buffering{place}", f"r_{{3{tissue}}}", _buffered(place)) for place, tissue in PLACES),
    Definition("membrane_binding", "u_{1L}", lambda s, p: p.membrane_on * s.membrane_receptor * s.il6_liver - p.membrane_off * s.membrane_complex),
    Definition("classic_docking", "u_{2L}", lambda s, p: p.gp130_on * s.membrane_complex * s.membrane_gp130_liver - p.gp130_off * s.docked_liver),
    *(Definition(f"docking{place}", f"u_{{3{tissue}}}", _docked(place)) for place, tissue in PLACES[1:]),
    *(Definition(f"silencing{place}", f"v_{tissue}", _silenced(place)) for place, tissue in PLACES[1:]),
    *(Definition(f"stat3_activation{place}", f"a_{tissue}", _activated(place)) for place, tissue in PLACES[1:]),
    *(Definition(f"catching{place}", f"b_{tissue}", _caught(place)) for place, tissue in PLACES),
    Definition("membrane_catching", "b_R", lambda s, p: p.antibody_on * _against(p, TARGETS[0]) * (s.antibody_liver * s.membrane_receptor - p.affinity * s.bound_membrane)),
    Definition("flow_liver", "F_L", _flow("antibody", "liver", "_liver")),
    Definition("flow_gut", "F_G", _flow("antibody", "gut", "_gut")),
    Definition("flow_periphery", "F_P", _flow("antibody", "periphery", "_periphery")),
    Definition("bound_flow_liver", "X_L", _flow("bound", "liver", "_liver")),
    Definition("bound_flow_gut", "X_G", _flow("bound", "gut", "_gut")),
)  # fmt: skip


def _exchange(s, p, name, place):
    """Return what passes from serum into a tissue."""
    return p.out_of_serum * _of(s, name, "") - p.into_serum * _of(s, name, place)


def _serum(s, p, on_receptor, on_il6):
    def leaving(name):
        return _exchange(s, p, name, "_liver") + _exchange(s, p, name, "_gut")

    return {
        "il6": s.made - p.il6_loss * s.il6 - s.soluble_binding - leaving("il6") - on_il6 * s.catching,
        "receptor": p.soluble_synthesis - p.soluble_loss * s.receptor + p.shedding * s.crp - s.soluble_binding - leaving("receptor") - on_receptor * s.catching,
        "complex": s.soluble_binding - s.buffering - leaving("complex"),
        "complex_gp130": s.buffering - leaving("complex_gp130"),
        "gp130": p.sgp130_synthesis - p.sgp130_loss * s.gp130 - s.buffering - leaving("gp130"),
        "crp": p.crp_synthesis - p.crp_loss * s.crp - _exchange(s, p, "crp", "_liver"),
        "antibody": -p.antibody_loss * s.antibody - s.catching - s.flow_liver - s.flow_gut - s.flow_periphery,
        "bound": s.catching - p.antibody_loss * s.bound - s.bound_flow_liver - s.bound_flow_gut,
        "antibody_periphery": s.flow_periphery,
    }


def _tissue(s, p, place, on_receptor, on_il6, classic):
    """Return what liver and gut have in common; *classic* is docking of IL-6 on membrane receptor, which the liver alone has."""
    found = {
        "il6": _exchange(s, p, "il6", place) - _of(s, "soluble_binding", place) - on_il6 * _of(s, "catching", place),
        "receptor": _exchange(s, p, "receptor", place) - _of(s, "soluble_binding", place) - on_receptor * _of(s, "catching", place),
        "complex": _exchange(s, p, "complex", place) + _of(s, "soluble_binding", place) - _of(s, "docking", place) - _of(s, "buffering", place),
        "complex_gp130": _exchange(s, p, "complex_gp130", place) + _of(s, "buffering", place),
        "gp130": _exchange(s, p, "gp130", place) - _of(s, "buffering", place),
        "membrane_gp130": p.receptor_synthesis - p.receptor_loss * _of(s, "membrane_gp130", place) - _of(s, "docking", place) - classic,
        "docked": _of(s, "docking", place) + classic - (p.activation + p.docked_loss) * _of(s, "docked", place) + _of(s, "silencing", place),
        "active": p.activation * _of(s, "docked", place) - p.active_loss * _of(s, "active", place) - _of(s, "silencing", place),
        "pstat3": _of(s, "stat3_activation", place),
        "antibody": _of(s, "flow", place) - _of(s, "catching", place) - p.antibody_loss * _of(s, "antibody", place),
        "bound": _of(s, "catching", place) - p.antibody_loss * _of(s, "bound", place) + _of(s, "bound_flow", place),
    }
    return {f"{name}{place}": rate for name, rate in found.items()}


def equations(s, p):
    """Return the rates of change in nmol/L a day."""
    on_receptor, on_il6 = _against(p, TARGETS[0]), _against(p, TARGETS[1])
    liver = _tissue(s, p, "_liver", on_receptor, on_il6, s.classic_docking)
    gut = _tissue(s, p, "_gut", on_receptor, on_il6, 0)
    hourly = {
        **_serum(s, p, on_receptor, on_il6),
        **liver,
        "il6_liver": liver["il6_liver"] - s.membrane_binding,
        "antibody_liver": liver["antibody_liver"] - s.membrane_catching,
        "membrane_receptor": p.receptor_synthesis - p.receptor_loss * s.membrane_receptor - s.membrane_binding - s.membrane_catching,
        "membrane_complex": s.membrane_binding - s.classic_docking - p.docked_loss * s.membrane_complex,
        "bound_membrane": s.membrane_catching - p.antibody_loss * s.bound_membrane,
        "crp_liver": 0.5 * p.crp_most * s.pstat3_liver / (p.crp_half + s.pstat3_liver) + _exchange(s, p, "crp", "_liver"),
        **gut,
        "il6_gut": gut["il6_gut"] + s.made_gut - p.gut_il6_loss * s.il6_gut,
    }
    return {name: HOURS * rate for name, rate in hourly.items()}
