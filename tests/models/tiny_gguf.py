"""Writes the tiny Qwen3 as GGUF, the format of llama.cpp.

    python tiny_gguf.py FOLDER FILE

FOLDER is what tiny_qwen3.py made. It needs gguf and safetensors (requirements-models.txt). Tensors and values have the names by
which llama.cpp reads this architecture; the chat template goes with them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gguf
from safetensors.numpy import load_file


def write(folder: Path, file: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    out = gguf.GGUFWriter(file, gguf.MODEL_ARCH_NAMES[gguf.MODEL_ARCH.QWEN3])
    out.add_name(folder.name)
    out.add_file_type(gguf.LlamaFileType.ALL_F32)
    out.add_context_length(config["max_position_embeddings"])
    out.add_embedding_length(config["hidden_size"])
    out.add_feed_forward_length(config["intermediate_size"])
    out.add_block_count(config["num_hidden_layers"])
    out.add_head_count(config["num_attention_heads"])
    out.add_head_count_kv(config["num_key_value_heads"])
    out.add_key_length(config["head_dim"])
    out.add_value_length(config["head_dim"])
    out.add_layer_norm_rms_eps(config["rms_norm_eps"])
    out.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    add_words(out, config, json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")))
    out.add_chat_template((folder / "chat_template.jinja").read_text(encoding="utf-8"))
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.QWEN3, config["num_hidden_layers"])
    for name, tensor in load_file(folder / "model.safetensors").items():
        out.add_tensor(names.get_name(name, try_suffixes=(".weight",)), tensor)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def add_words(out: gguf.GGUFWriter, config: dict[str, Any], tokenizer: dict[str, Any]) -> None:
    special = {word["id"]: word for word in tokenizer["added_tokens"]}
    words = {number: word for word, number in tokenizer["model"]["vocab"].items()}
    words |= {number: word["content"] for number, word in special.items()}
    numbers = range(config["vocab_size"])  # the last ones have no word: the size is rounded up
    out.add_tokenizer_model("gpt2")
    out.add_tokenizer_pre("gpt-2")
    out.add_token_list([words.get(number, f"[PAD{number}]") for number in numbers])
    out.add_token_types([kind_of(number, words, special) for number in numbers])
    out.add_token_merges([" ".join(pair) for pair in tokenizer["model"]["merges"]])
    out.add_eos_token_id(config["eos_token_id"])
    out.add_pad_token_id(config["pad_token_id"])
    out.add_add_bos_token(False)


def kind_of(number: int, words: dict[int, str], special: dict[int, Any]) -> gguf.TokenType:
    if number not in words:
        return gguf.TokenType.UNUSED
    if number not in special:
        return gguf.TokenType.NORMAL
    return gguf.TokenType.CONTROL if special[number]["special"] else gguf.TokenType.USER_DEFINED


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
