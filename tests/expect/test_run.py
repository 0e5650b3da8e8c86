"""Whether a run was whole: what is the program's fault, and what nobody can say."""

from __future__ import annotations

import pytest

from sandbox.case import AnimationCase, Tolerances
from sandbox.expect import expect_whole_run
from sandbox.outcome import Ending, Outcome, Usage
from sandbox.scene import Reception, Scene
from sandbox.submission import Submission

PROGRAM = Submission("p.py", "program", "pass", "pass", "the whole file")
ENDINGS = {
    Ending.WALL: ("undecided", "too slow: it reached its wall-clock limit after 0.0 of 60 simulated seconds"),
    Ending.CPU: ("undecided", "too slow: it reached its CPU limit after 0.0 of 60 simulated seconds"),
    Ending.UNREAD: ("undecided", "it showed more than the judge can read after 0.0 of 60 simulated seconds (why)"),
    Ending.MEMORY: ("fail", "ran out of memory at 0.00 s: why"),
    Ending.STOPPED: ("fail", "was stopped by the judge at 0.00 s: why"),
    Ending.EXITED: ("fail", "ended with exit code 3 at 0.00 s, without the recorder's last word"),
}


@pytest.mark.parametrize(("ending", "said"), ENDINGS.items())
def test_endings_without_the_recorders_last_word(ending: Ending, said: tuple[str, str]) -> None:
    reception = Reception()
    code = 3 if ending is Ending.EXITED else None
    outcome = Outcome("none", ending, code, None, Usage(1.0), reason="why")
    case = AnimationCase(PROGRAM, outcome, Tolerances({}), reception, Scene.of(reception), 60.0)
    result = expect_whole_run(case, freeze_s=3.0)
    assert (result.status.value, result.actual) == said
