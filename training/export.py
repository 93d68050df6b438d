"""A trained network written as the files that `pipeline.engine_embedded` loads."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from pipeline.engine_embedded import LENGTH, TAGS
from training.network import CUTS, Network

_GATES = (0, 3, 1, 2)  # torch writes in, forget, cell, out; ONNX in, out, forget, cell


def quantised(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The vectors as bytes, and what each row is to be multiplied by."""
    scale = np.maximum(np.abs(vectors).max(1, keepdims=True), 1e-8) / 127
    return (vectors / scale).round().astype(np.int8), scale.astype(np.float32)


def export(
    network: Network,
    vocabulary: Sequence[str],
    out: Path,
    conventions: Sequence[str] = ("guide",),
    slope: float = 1.0,
    shift: float = 0.0,
) -> None:
    """Write network.onnx, words.txt and model.json to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "network.onnx").write_bytes(graph(network).SerializeToString())
    (out / "words.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf8")
    moves, opens = (part.detach().numpy() for part in network.chain())
    plan = {
        "tags": TAGS,
        "conventions": list(conventions),
        "slope": slope,
        "shift": shift,
        "opens": [round(float(x), 4) for x in opens],
        "moves": [[round(float(x), 4) for x in row] for row in moves],
        "sha256": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("network.onnx", "words.txt")
        },
    }
    (out / "model.json").write_text(json.dumps(plan, indent=1) + "\n", encoding="utf8")


class Graph:
    """A network for reading, written node by node."""

    def __init__(self) -> None:
        self.held: list[onnx.TensorProto] = []
        self.nodes: list[onnx.NodeProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """A value that the network holds."""
        self.held.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, **settings: Any) -> str:
        """One operation; what comes out is called by its name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    def linear(self, layer: nn.Linear, source: str, name: str) -> str:
        """A layer of weights, with its bias if it has one."""
        product = name if layer.bias is None else f"{name}.product"
        self.node("MatMul", [source, self.constant(f"{name}.weight", array(layer.weight).T)], product)
        if layer.bias is None:
            return name
        return self.node("Add", [product, self.constant(f"{name}.bias", array(layer.bias))], name)

    def lstm(self, layer: nn.LSTM, source: str, name: str) -> str:
        """A bidirectional LSTM over `source`, (words, sentences, figures), as long as `lengths` says."""
        parts = [self.constant(f"{name}.{part}", value) for part, value in zip("WRB", gates(layer), strict=True)]
        size = layer.hidden_size
        self.node("LSTM", [source, *parts, "lengths"], f"{name}.each", hidden_size=size, direction="bidirectional")
        turned = self.node("Transpose", [f"{name}.each"], f"{name}.turned", perm=[0, 2, 1, 3])
        return self.node("Reshape", [turned, self.constant(f"{name}.size", np.array([0, 0, 2 * size], np.int64))], name)

    def made(self, name: str, inputs: Sequence[onnx.ValueInfoProto], outputs: dict[str, list[Any]]) -> onnx.ModelProto:
        """The whole as a model; `outputs` are floats of the given sizes."""
        answers = [helper.make_tensor_value_info(out, TensorProto.FLOAT, size) for out, size in outputs.items()]
        graph = helper.make_graph(self.nodes, name, inputs, answers, self.held)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        onnx.checker.check_model(model)
        return model


def graph(network: Network) -> onnx.ModelProto:
    """The network for reading: words once each, then sentences, time first."""
    shape = network.shape
    made = Graph()
    constant, node, linear, lstm = made.constant, made.node, made.linear, made.lstm

    def vectors(source: str, unknown: np.ndarray) -> str:
        row = node(
            "Cast",
            [node("Gather", ["table", source], f"{source}.bytes")],
            f"{source}.floats",
            to=TensorProto.FLOAT,
        )
        word = node("Mul", [row, node("Gather", ["scales", source], f"{source}.scale")], f"{source}.known")
        none = node("Cast", [node("Equal", [source, "zero"], f"{source}.none")], f"{source}.new", to=TensorProto.FLOAT)
        share = node("Mul", [node("Unsqueeze", [none, "one"], f"{source}.column"),
                             constant(f"{source}.unknown", unknown)], f"{source}.share")  # fmt: skip
        return node("Add", [word, share], f"{source}.vector")

    table, scales = quantised(array(network.vectors.weight))
    constant("table", table)
    constant("scales", scales)
    constant("zero", np.array(0, np.int32))
    constant("one", np.array([1], np.int64))
    word = vectors("rows", array(network.unknown)[:1])
    stem = vectors("stems", array(network.unknown)[1:])
    spelt = node("Gather", [constant("alphabet", array(network.letter.weight)), "letters"], "spelt")
    seen = node(
        "Conv",
        [
            node("Transpose", [spelt], "spelt.turned", perm=[0, 2, 1]),
            constant("convolution.weight", array(network.convolution.weight)),
            constant("convolution.bias", array(network.get_parameter("convolution.bias"))),
        ],
        "convolution",
        pads=[1, 1],
    )
    most = node(
        "ReduceMax",
        [node("Relu", [seen], "seen"), constant("last", np.array([2], np.int64))],
        "most",
        keepdims=0,
    )
    joined = node("Concat", [word, stem, most], "joined", axis=1)
    known = node("Relu", [linear(network.word, joined, "word")], "known")
    x = node("Gather", [known, "places"], "x")
    node("Gather", [node("Concat", [word, stem], "both", axis=1), "places"], "vectors")
    one = lstm(network.first, x, "first")
    habit = node("Gather", [constant("habits", array(network.corpus.weight)), "corpus"], "habit")
    long = node("Concat", [node("Shape", ["places"], "extent"), constant("width", np.array([shape.corpus], np.int64))],
                "long", axis=0)  # fmt: skip
    two = lstm(
        network.second,
        node("Concat", [one, node("Expand", [habit, long], "habit.each")], "ready", axis=2),
        "second",
    )
    linear(network.label, two, "labels")
    linear(network.cut, node("Concat", [two, x], "two.x", axis=2), "cuts")

    inputs = {
        "rows": ["unique"], "stems": ["unique"], "letters": ["unique", LENGTH],
        "places": ["words", "sentences"], "lengths": ["sentences"], "corpus": [1],
    }  # fmt: skip
    outputs = {
        "labels": len(TAGS), "cuts": CUTS,
        "vectors": 2 * shape.size, "first": 2 * shape.first, "second": 2 * shape.second,
    }  # fmt: skip
    return made.made(
        "names",
        [helper.make_tensor_value_info(name, TensorProto.INT32, size) for name, size in inputs.items()],
        {name: ["words", "sentences", size] for name, size in outputs.items()},
    )


def array(tensor: torch.Tensor) -> np.ndarray:
    """A tensor as numbers."""
    return tensor.detach().numpy()


def gates(layer: nn.LSTM) -> list[np.ndarray]:
    """The weights of a bidirectional LSTM in the order of ONNX: of inputs, of states, biases."""

    def ordered(value: np.ndarray) -> np.ndarray:
        return np.concatenate([np.split(value, 4)[gate] for gate in _GATES])

    def both(name: str) -> list[np.ndarray]:
        return [ordered(array(getattr(layer, f"{name}_l0{way}"))) for way in ("", "_reverse")]

    biases = [np.concatenate(pair) for pair in zip(both("bias_ih"), both("bias_hh"), strict=True)]
    return [np.stack(both("weight_ih")), np.stack(both("weight_hh")), np.stack(biases)]
