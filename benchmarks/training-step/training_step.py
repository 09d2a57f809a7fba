"""PyTorch side of the training-step benchmark: network, loss and optimiser of DeepSlice, written as PyTorch's documentation
recommends for the CPU. Driven by lines on standard input; idle between them.

    load FILE              starting weights and one batch                → "ok VERSION"
    check PRECISION        loss and gradient norm of the first step      → "LOSS NORM"
    time PRECISION STEPS   milliseconds of each step, wall clock and CPU → "MS MS …"
"""
import json
import math
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Unit(nn.Sequential):
    """A 3×3 convolution, batch normalisation and ReLU."""

    def __init__(self, inputs, outputs):
        super().__init__(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Level(nn.Sequential):
    def __init__(self, inputs, width, outputs):
        super().__init__(Unit(inputs, width), Unit(width, outputs))


class UNet(nn.Module):
    def __init__(self, regions, widths):
        super().__init__()
        deepest = len(widths) - 1
        finer = [widths[max(0, level - 1)] for level in range(len(widths))]
        self.encoder = nn.ModuleList(
            Level(widths[level - 1] if level else 1, widths[level], finer[level] if level == deepest else widths[level])
            for level in range(len(widths)))
        self.decoder = nn.ModuleList(Level(2 * widths[level], widths[level], finer[level]) for level in range(deepest))
        self.pool = nn.MaxPool2d(2)
        self.upsample = nn.Upsample(scale_factor=2, mode="nearest")
        self.head = nn.Conv2d(widths[0], regions, 1)

    def forward(self, x):
        skips = []
        for level, block in enumerate(self.encoder):
            x = block(self.pool(x) if level else x)
            skips.append(x)
        for skip, block in zip(reversed(skips[:-1]), reversed(self.decoder)):
            x = block(torch.cat([skip, self.upsample(x)], 1))
        return self.head(x)


def segmentation_loss(logits, labels):
    """Cross-entropy plus soft Dice over the pixels of the whole batch."""
    log_probabilities = F.log_softmax(logits.float(), 1)
    probabilities = log_probabilities.exp()
    truth = torch.zeros_like(probabilities).scatter_(1, labels.unsqueeze(1), 1)
    overlap = (probabilities * truth).sum((0, 2, 3))
    extent = probabilities.sum((0, 2, 3)) + truth.sum((0, 2, 3))
    return F.nll_loss(log_probabilities, labels) + 1 - ((2 * overlap + 1) / (extent + 1)).mean()


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: np.frombuffer(data[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"]).copy()
            for name, entry in header.items()}


class Training:
    def __init__(self, arrays, precision):
        widths = [arrays[f"encoder.{level}.first.weight"].shape[0] for level in range(9) if f"encoder.{level}.first.weight" in arrays]
        self.model = UNet(arrays["head.bias"].shape[0], widths)
        for name, module in self.model.named_modules():
            if isinstance(module, Unit):
                ours = name[:-1] + ("first" if name.endswith("0") else "second")
                names = {"weight": module[0].weight, "gain": module[1].weight, "shift": module[1].bias}
            elif name == "head":
                ours, names = "head", {"weight": module.weight, "bias": module.bias}
            else:
                continue
            for key, parameter in names.items():
                parameter.data.copy_(torch.from_numpy(arrays[f"{ours}.{key}"]))
        self.model = self.model.to(memory_format=torch.channels_last)
        decaying = [parameter for parameter in self.model.parameters() if parameter.dim() > 1]
        steady = [parameter for parameter in self.model.parameters() if parameter.dim() == 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": decaying, "weight_decay": 0.01}, {"params": steady, "weight_decay": 0}], lr=1e-3, betas=(0.9, 0.99), foreach=True)
        self.bfloat16 = precision == "bfloat16"
        self.images = arrays["batch.images"]
        self.labels = arrays["batch.labels"].astype(np.int64)

    def gradients(self):
        images = torch.from_numpy(self.images).to(memory_format=torch.channels_last)
        labels = torch.from_numpy(self.labels)
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            logits = self.model(images)
        loss = segmentation_loss(logits, labels)
        loss.backward()
        return loss

    def step(self):
        start, used = time.perf_counter(), time.process_time()
        self.gradients()
        self.optimizer.step()
        return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)

    def check(self):
        loss = self.gradients().item()
        return loss, math.sqrt(sum(float(parameter.grad.double().square().sum()) for parameter in self.model.parameters()))


def main():
    torch.set_num_threads(int(sys.argv[1]))
    trainings = {}
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "load":
            arrays = read_safetensors(" ".join(arguments))
            trainings = {precision: Training(arrays, precision) for precision in ("float32", "bfloat16")}
            answer = ["ok", torch.__version__]
        elif command == "check":
            answer = trainings[arguments[0]].check()
        else:
            answer = [number for _ in range(int(arguments[1])) for number in trainings[arguments[0]].step()]
        print(*answer, flush=True)


if __name__ == "__main__":
    main()
