"""The JSON of simulations."""

from isplanner.analysis.simulation.simulate import Simulation
from isplanner.analysis.simulation.workload import Workload
from isplanner.cli.answers import Json, significant, whole
from isplanner.plan.plan import Plan


def simulate_answer(plan: Plan, simulation: Simulation) -> Json:
    """`simulate`: the KGI's mean and range, by month and by channel, and each lever; null what has no value.

    `unmoved` (beside the design's keys) is the forecast, which a remaining period comes to with no lever moved;
    `people` what the scenario's team can do, and what share of its time the dials take.
    """
    goal = plan.goal and whole(plan.goal.value, plan.metrics[plan.goal.metric])
    return {
        "goal": goal if simulation.goal is not None else None,
        "projected": significant(simulation.projected),
        "p10": significant(simulation.p10),
        "p50": significant(simulation.p50),
        "p90": significant(simulation.p90),
        "probability": significant(simulation.probability),
        "by_month": [significant(value) for value in simulation.by_month],
        "by_channel": {channel: significant(value) for channel, value in simulation.by_channel.items()},
        "levers": [
            {
                "node": str(effect.node),
                "value": effect.value,
                "elasticity": significant(effect.elasticity),
                "gain": significant(effect.gain),
                "variance_share": significant(effect.variance_share),
            }
            for effect in simulation.levers
        ],
        "unmoved": simulation.unmoved
        and {
            "projected": significant(simulation.unmoved.projected),
            "probability": significant(simulation.unmoved.probability),
        },
        "people": simulation.workload and _people(simulation.workload, simulation.volume),
    }


def _people(load: Workload, volume: float | None) -> Json:
    return {
        "team": significant(load.people),
        "most": significant(load.most),
        "volume": significant(volume),
        "usage": significant(load.usage(volume)),
    }
