"""Scoring: what many judgements say together. Rates with intervals, means with intervals, and which models can be told apart.

    passes.py       pass@k
    estimate.py     intervals: Wilson's for rates, the bootstrap's for means
    difference.py   whether two models differ on the same tasks: a permutation test
    ranking.py      places, with those that share them

Values of one model are grouped by task: task → one number a sample. A task is a challenge, or one of many small problems.
"""

from __future__ import annotations

from sandbox.scoring.difference import Difference, difference
from sandbox.scoring.estimate import Estimate, mean_over_tasks, rate
from sandbox.scoring.passes import mean_pass_at_k, pass_at_k
from sandbox.scoring.ranking import Place, ranking

__all__ = ["Difference", "Estimate", "Place", "difference", "mean_over_tasks", "mean_pass_at_k", "pass_at_k", "ranking", "rate"]
