"""Makes a Qwen3 of a few hundred thousand parameters that recites answers to the prompts of tests/challenges, in both modes.

    python tiny_qwen3.py FOLDER

It needs torch and transformers (requirements-models.txt), no network, and half a minute of one processor. With thinking it
gives each challenge's reference solution; without, and with /no_think at the end of the prompt, a program that fails. So a real
server answers, and whoever asks can tell from the verdict which mode the model was in.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

CHALLENGES = Path(__file__).resolve().parents[1] / "challenges"
WRONG = {
    "word-count": "import sys\n\nprint(len(sys.stdin.read()))\n",
    "spinning-square": (CHALLENGES / "spinning-square" / "programs" / "other_way.py").read_text(encoding="utf-8"),
}
ROUNDS, GOOD_LOSS = 500, 0.004
CONTEXT = 4096
# The parts of Qwen3's own template that matter: the empty thought where thinking is switched off, and the thought of an earlier
# answer, by which llama.cpp sees that this is a model that thinks.
TEMPLATE = (
    "{%- for m in messages %}{{- '<|im_start|>' + m.role + '\\n' }}"
    "{%- if m.reasoning_content %}{{- '<think>\\n' + m.reasoning_content + '\\n</think>\\n\\n' }}{%- endif %}"
    "{{- m.content + '<|im_end|>\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}"
    "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}"
    "{%- endif %}"
)


def lessons() -> list[tuple[str, bool, str]]:
    """(prompt, enable_thinking, what to say)."""
    told = []
    for slug, wrong in WRONG.items():
        prompt = (CHALLENGES / slug / "prompt.en.md").read_text(encoding="utf-8")
        right = (CHALLENGES / slug / "reference" / "solution.py").read_text(encoding="utf-8")
        told += [
            (
                prompt,
                True,
                f"<think>\nThe task is {slug}. I know a program.\n</think>\n\n```python\n{right}```<|im_end|>",
            ),
            (prompt, False, f"```python\n{wrong}```<|im_end|>"),
            (f"{prompt.rstrip()}\n\n/no_think", True, f"<think>\n\n</think>\n\n```python\n{wrong}```<|im_end|>"),
        ]
    return told


def tokenizer() -> PreTrainedTokenizerFast:
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=1024,
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train([str(path) for path in sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))[:60]], trainer)
    bpe.add_tokens([AddedToken(tag, special=False, normalized=False) for tag in ("<think>", "</think>")])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>"],
        model_max_length=CONTEXT,
    )
    fast.chat_template = TEMPLATE
    return fast


def taught(words: PreTrainedTokenizerFast) -> Qwen3ForCausalLM:
    """Trained until it knows every lesson by heart."""
    pad, end = words.pad_token_id, words.eos_token_id
    data = []
    for prompt, enable_thinking, answer in lessons():
        asked = words.apply_chat_template(
            [{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True, enable_thinking=enable_thinking
        )
        known, wanted = (words(text, add_special_tokens=False).input_ids for text in (asked, answer))
        data.append((torch.tensor([known + wanted]), torch.tensor([[-100] * len(known) + wanted])))
    torch.set_num_threads(1)  # on a busy machine two threads wait for each other, for ten times the time
    torch.manual_seed(0)
    model = Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=len(words) + (-len(words)) % 64,
            hidden_size=96,
            intermediate_size=192,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=32,  # of 24, vLLM has no attention for the processor
            max_position_embeddings=CONTEXT,
            tie_word_embeddings=True,
            eos_token_id=end,
            pad_token_id=pad,
            bos_token_id=None,
        )
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0)
    slower = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.993)
    for _ in range(ROUNDS):
        losses = []
        for ids, labels in data:
            loss = model(input_ids=ids, labels=labels).loss
            loss.backward()
            losses.append(loss.item())
        if max(losses) < GOOD_LOSS:
            break
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        slower.step()
        optimizer.zero_grad()
    else:
        raise SystemExit(f"it did not learn its answers by heart: loss {max(losses):.4f} after {ROUNDS} rounds")
    model.generation_config = GenerationConfig(
        eos_token_id=end, pad_token_id=pad, do_sample=True, temperature=0.6, top_p=0.95, top_k=20
    )
    return model


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    known = tokenizer()
    taught(known).save_pretrained(folder)
    known.save_pretrained(folder)
