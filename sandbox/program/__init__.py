"""Reading programs that read and print: the numbers in their text, the answer in their output, and what they say about others.

    places(source, 438990637), with_number(source, 438990637, 7919)    constants.py
    read_answer(output, about={438990637}).gives(23300000)             answers.py
    Asker(case, 438990637, 7919, 1000).ask(104729)                     asking.py

Nothing here knows what is asked. A program is never run but in the sandbox.
"""

from __future__ import annotations

from sandbox.program.answers import Candidate, Reading, read_answer
from sandbox.program.asking import Asker, Way
from sandbox.program.constants import Inputs, Place, inputs_of, places, with_number

__all__ = ["Asker", "Candidate", "Inputs", "Place", "Reading", "Way", "inputs_of", "places", "read_answer", "with_number"]
