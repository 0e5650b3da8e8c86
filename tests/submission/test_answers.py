"""Which block of an answer is the program, case by case."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sandbox.submission import prose_of, read_submission

PROGRAM = dedent('''\
    """Counts the primes up to a number."""
    import math


    def count(n):
        found = 0
        for k in range(2, n + 1):
            if all(k % d for d in range(2, math.isqrt(k) + 1)):
                found += 1
        return found


    if __name__ == "__main__":
        print(count(1000))
    ''')
SNIPPET = "```python\nfor d in range(2, 5):\n    print(d)\n```\n"
PIECE = "def f():\n    return 1\n"
BLOCK = f"```python\n{PROGRAM}```\n"
INDENTED = "".join(f"   {line}\n" if line else "\n" for line in PROGRAM.splitlines())
WRONG = PROGRAM.replace("found += 1", "found += 2") + "# a longer draft\n" * 9

ANSWERS = {
    "a snippet before and a call after": (
        f"Trial division:\n\n{SNIPPET}\nAll of it:\n\n{BLOCK}\nRun it:\n\n```bash\npython a.py\n```\nOutput:\n```\n168\n```\n",
        "block 2 of 4 (line 10): the longest block that is a whole program",
    ),
    "a snippet called a full example": (f"A full example:\n{SNIPPET}\nThe code:\n{BLOCK}", "block 2 of 2"),
    "a longer alternative after": (
        f"The program:\n{BLOCK}\nAlternatively, if you have numpy:\n```python\nimport numpy\nx = 1\n{WRONG}```\n",
        "block 1 of 2",
    ),
    "a longer wrong one before": (f"A naive first version:\n```python\n{WRONG}```\nBetter:\n{BLOCK}", "block 2 of 2"),
    "the complete program is called so": (
        f"In pieces:\n```python\n{WRONG}```\nThe complete program:\n{BLOCK}",
        "block 2 of 2 (line 28): called complete, final or better",
    ),
    "functions longer than the program": (
        f"```python\n{PIECE * 30}```\n{BLOCK}",
        "block 2 of 2 (line 63): the longest block that is a whole program",
    ),
    "a wrong draft in the thought": (
        f"<think>\nPerhaps\n```python\n{WRONG}```\nno, `</think>` is not yet due.\n</think>\n{BLOCK}",
        "the only block (line 2): the longest block that is a whole program, the thinking part left out",
    ),
    "a thought with an open fence": (f"<think>\n```python\nx = (\n</think>\n{BLOCK}", "the only block"),
    "a closing tag alone": (f"So: count them.\n{SNIPPET}</think>\n\n{BLOCK}", "the thinking part left out"),
    "the tag and the fence on one line": (f"<think>Hm.</think>{BLOCK}", "the only block"),
    "a thought behind the answer": (f"{BLOCK}\n<think>Was it right? Yes.</think>\n", "the thinking part left out"),
    "an unclosed thought behind the answer": (f"{BLOCK}\n<think>Was\n{SNIPPET}", "the unclosed thinking part left out"),
    "another tag for thinking": (f"◁think▷{SNIPPET}◁/think▷{BLOCK}", "the thinking part left out"),
    "channels": (
        f"<|channel|>analysis<|message|>Hm.\n{SNIPPET}<|end|><|start|>assistant<|channel|>final<|message|>{BLOCK}",
        "the thinking part left out",
    ),
    "a name behind the language": (BLOCK.replace("```python", '~~~python title="a.py"', 1).replace("```", "~~~"), "only"),
    "a file's name as language": (BLOCK.replace("```python", "```prime_count.py"), "the only block"),
    "an attribute as language": (BLOCK.replace("```python", "``` {.python .numberLines}"), "the only block"),
    "capitals": (BLOCK.replace("```python", "```Python"), "the only block"),
    "text, it is called": (BLOCK.replace("```python", "```text"), "the block of text in line 1"),
    "in a numbered list": (f"1. Save this:\n\n   ```python\n{INDENTED}   ```\n2. Run it.\n", "the only block"),
    "behind the list's marker": (f"-  ```python\n{INDENTED}   ```\n", "the only block"),
    "indented by a tab": ("\t```python\n" + "".join(f"\t{line}\n" for line in PROGRAM.splitlines()) + "\t```\n", "the only"),
    "in a quote": ("".join(f"> {line}\n" for line in BLOCK.splitlines()), "the only block"),
    "the answer in a block of Markdown": (f"```markdown\n# Answer\n\n{BLOCK}\nDone.\n```\n", "the only block"),
    "the answer in a longer fence": (f"````md\nHere:\n{BLOCK}````\n", "the only block"),
    "an unnamed fence around": (f"```\n{BLOCK}```\n", "the only block"),
    "never closed before the next block": (f"```python\n{PROGRAM}\nRun it:\n\n```bash\npython a.py\n```\n", "block 1"),
    "never closed before prose": (f"Here:\n\n```python\n{PROGRAM}\nThis program counts the primes one by one.\n", "only block"),
    "the fence behind the last line of code": (f"```python\n{PROGRAM.rstrip()}```\nDone.\n", "the only block"),
    "the fence behind prose": (f"Here is the code: ```python\n{PROGRAM}```\nDone.\n", "the only block"),
    "HTML": (f"<p>Here:</p>\n<pre><code class='x'>{PROGRAM.replace('<', '&lt;')}</code></pre>\n# End\n", "a <pre> of HTML"),
    "no fence": (f"# Answer\n\nThe program is this:\n\n{PROGRAM}\nIt divides by all smaller numbers.\n", "from line 5"),
    "no fence, in Chinese": (f"下面是程序：\n\n{PROGRAM}\n以上程序逐个试除。\n", "from line 3"),
    "no fence, behind a thought": (f"<think>Hm.</think>\n{PROGRAM}", "from line 2"),
    "an indented block": ("So:\n\n" + "".join(f"    {s}\n" for s in PROGRAM.splitlines()) + "\n# End\n", "from line 3"),
    "no fence but the shell's": (f"# Answer\n\n{PROGRAM}\n\n```bash\npython a.py\n```\n", "from line 3"),
    "CRLF": (f"Here:\n{BLOCK}".replace("\n", "\r\n"), "the only block"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), ANSWERS.values(), ids=ANSWERS)
def test_the_full_program_is_taken(text: str, why: str) -> None:
    taken = read_submission(text)
    assert taken.source.strip() == PROGRAM.strip(), taken.taken
    assert taken.kind == "answer"
    assert why in taken.taken


def test_a_fence_in_a_string_of_the_program_does_not_end_it() -> None:
    program = 'HELP = """\n```\npython a.py\n```\n"""\nprint(HELP)\n'
    taken = read_submission(f"Here:\n\n```python\n{program}```\n\nAnd:\n{SNIPPET}")
    assert taken.source == program


def test_code_that_is_cut_off_is_not_mended() -> None:
    taken = read_submission(f"{SNIPPET}\nThe program:\n```python\n{PROGRAM}\nprint(count(")
    assert taken.source.endswith("print(count(\n")
    assert taken.taken == "block 2 of 2 (line 7): the longest block marked as Python, although it does not parse"


def test_a_program_with_a_syntax_error_is_taken_rather_than_a_snippet() -> None:
    broken = PROGRAM.replace("def count(n):", "def count(n)")
    assert read_submission(f"{SNIPPET}\n```python\n{broken}```\n").source == broken


def test_pieces_that_need_one_another_are_joined() -> None:
    head, tail = PROGRAM.split("\n\nif __name__")
    taken = read_submission(f"First:\n```python\n{head}\n```\nThen:\n```python\nif __name__{tail}```\n")
    assert "def count" in taken.source and "print(count(1000))" in taken.source
    assert taken.taken == "2 blocks in order, since the later ones need the names of the earlier ones"


def test_an_unclosed_thought_holds_no_answer() -> None:
    taken = read_submission(f"<think>\nI could write\n{BLOCK}")
    assert taken.source == ""
    assert taken.taken == "no Python program found in the answer, the unclosed thinking part left out"


def test_a_program_that_speaks_of_tags_and_fences_is_itself() -> None:
    program = 'import re\nTEXT = """\n```python\nx\n```\n"""\nprint(re.sub("<think>.*</think>", "", TEXT))\n'
    assert read_submission(program).source == program
    assert read_submission(f"Here:\n````python\n{program}````\n").source == program


def test_output_alone_is_no_program() -> None:
    assert read_submission("The answer:\n\n```\n23300000\n```\n").source == ""


def test_the_prose_is_what_stands_outside_the_blocks() -> None:
    prose = prose_of(f"Before.\n{BLOCK}Between.\n{SNIPPET}After.\n")
    assert [line for line in prose.split("\n") if line] == ["Before.", "Between.", "After."]
