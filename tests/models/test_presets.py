"""All eight sizes of Qwen3 have presets, however their packers write them."""

from __future__ import annotations

import pytest

from sandbox.models.presets import preset_of

SIZES = ("0.6B", "1.7B", "4B", "8B", "14B", "32B", "30B-A3B", "235B-A22B")
WAYS = ("qwen3:{}", "Qwen/Qwen3-{}", "Qwen/Qwen3-{}-GGUF", "Qwen3-{}-AWQ", "qwen/qwen3-{}", "qwen3-{}-mlx")
THINKING = {"temperature": 0.6, "top_p": 0.95, "top_k": 20, "min_p": 0.0}
NO_THINKING = {"temperature": 0.7, "top_p": 0.8, "top_k": 20, "min_p": 0.0}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "way", ["qwen3:{}", "Qwen/Qwen3-{}", "Qwen/Qwen3-{}-GGUF", "Qwen3-{}-AWQ", "qwen/qwen3-{}", "qwen3-{}-mlx"]
)
def test_every_size_is_known(way: str, size: str) -> None:
    preset = preset_of(way.format(size.lower() if ":" in way else size))
    assert preset is not None
    assert preset.name == f"qwen3-{size.lower()}"
    assert preset.thinks is None and preset.soft
    assert (preset.thinking, preset.no_thinking) == (THINKING, NO_THINKING)
    assert (preset.context_tokens, preset.max_tokens) == (40960, 32768)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("qwen3", "qwen3-8b"),
        ("qwen3:latest", "qwen3-8b"),
        ("qwen3:30b", "qwen3-30b-a3b"),
        ("qwen3:235b", "qwen3-235b-a22b"),
        ("qwen3:14b-q4_K_M", "qwen3-14b"),
        ("qwen3:30b-a3b-q8_0", "qwen3-30b-a3b"),
        ("hf.co/unsloth/Qwen3-14B-GGUF:Q4_K_M", "qwen3-14b"),
        ("bartowski/Qwen_Qwen3-0.6B-GGUF", "qwen3-0.6b"),
        ("/models/Qwen3-32B/", "qwen3-32b"),
        ("Qwen/Qwen3-4B-MLX-4bit", "qwen3-4b"),
        ("qwen/qwen3-14b@q4_k_m", "qwen3-14b"),
        ("huihui_ai/qwen3-abliterated:8b", None),
    ],
)
def test_names_of_packers(model: str, name: str | None) -> None:
    preset = preset_of(model)
    assert (None if preset is None else preset.name) == name


@pytest.mark.parametrize(
    ("model", "thinks"),
    [
        ("Qwen/Qwen3-30B-A3B-Instruct-2507-FP8", False),
        ("Qwen/Qwen3-235B-A22B-Thinking-2507", True),
        ("qwen3:4b-instruct-2507-q4_K_M", False),
        ("qwen3:30b-thinking", True),
        ("qwen/qwen3-4b-thinking-2507", True),
    ],
)
def test_the_models_of_july_2025_cannot_switch(model: str, thinks: bool) -> None:
    preset = preset_of(model)
    assert preset is not None
    assert preset.thinks is thinks and not preset.soft and preset.context_tokens == 262144


@pytest.mark.parametrize(
    "model",
    [
        "qwen2.5:14b", "qwen3-coder:30b", "Qwen/Qwen3-Coder-30B-A3B-Instruct", "Qwen/Qwen3-VL-8B-Instruct", "qwen3-vl:8b",
        "Qwen/Qwen3-8B-Base", "Qwen/Qwen3-Embedding-0.6B", "Qwen/Qwen3-Reranker-4B", "qwen3.5:27b", "Qwen/Qwen3Guard-Gen-8B",
        "deepseek-ai/DeepSeek-R1-0528-Qwen3-8B", "qwen3-max", "Qwen/Qwen3-Next-80B-A3B-Instruct", "qwen3:140b", "",
    ],
)  # fmt: skip
def test_other_families_have_none(model: str) -> None:
    assert preset_of(model) is None
