"""Writes torch_reference.json: losses, gradients, optimiser steps and operators as PyTorch computes them.

Run: python3 torch_reference.py   (made with PyTorch 1.13.0)
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F


def numbers(count, scale=1.0, shift=0.0):
    """Deterministic values that need no random generator: sin(1.7 i + shift)."""
    return torch.tensor([scale * math.sin(1.7 * i + shift) for i in range(count)], dtype=torch.float64)


def soft_dice(logits, labels):
    probabilities = torch.softmax(logits, 1)
    truth = F.one_hot(labels, logits.shape[1]).permute(0, 3, 1, 2).to(logits.dtype)
    overlap = (probabilities * truth).sum((0, 2, 3))
    extent = probabilities.sum((0, 2, 3)) + truth.sum((0, 2, 3))
    return 1 - ((2 * overlap + 1) / (extent + 1)).mean()


def losses():
    shape = (2, 4, 3, 5)
    labels = torch.tensor([(i * 7 // 3) % 3 for i in range(2 * 3 * 5)]).reshape(2, 3, 5)  # region 3 is absent
    result = {"labels": labels.flatten().tolist()}
    for name, weight_ce, weight_dice in (("crossEntropy", 1, 0), ("dice", 0, 1), ("both", 0.7, 1.3)):
        logits = numbers(math.prod(shape), 2.0).reshape(shape).requires_grad_(True)
        loss = weight_ce * F.cross_entropy(logits, labels) + weight_dice * soft_dice(logits, labels)
        loss.backward()
        result[name] = {"loss": loss.item(), "gradient": logits.grad.flatten().tolist()}
    return result


def adamw():
    decaying = numbers(5).float().requires_grad_(True)
    steady = numbers(3, 0.5, 1.0).float().requires_grad_(True)
    optimizer = torch.optim.AdamW(
        [{"params": [decaying], "weight_decay": 0.05}, {"params": [steady], "weight_decay": 0.0}], lr=1.0, betas=(0.9, 0.99), eps=1e-8)
    steps = []
    for step in range(1, 7):
        rate = 0.01 * step
        for group in optimizer.param_groups:
            group["lr"] = rate
        decaying.grad = numbers(5, 0.3, float(step)).float()
        steady.grad = numbers(3, 3.0, 2.0 * step).float()
        optimizer.step()
        steps.append({"learningRate": rate, "decaying": decaying.detach().tolist(), "steady": steady.detach().tolist()})
    return steps


def operators():
    image = numbers(2 * 3 * 4 * 5).float().reshape(2, 3, 4, 5)
    kernel = numbers(2 * 3 * 3 * 3, 1.0, 0.3).float().reshape(2, 3, 3, 3)
    enlarging = numbers(3 * 2 * 2 * 2, 1.0, 0.6).float().reshape(3, 2, 2, 2)
    mean, variance = numbers(3, 0.2).float(), numbers(3, 0.1).float() + 1
    gain, shift = numbers(3, 1.0, 0.1).float(), numbers(3, 1.0, 0.2).float()
    running_mean, running_variance = mean.clone(), variance.clone()
    trained = F.batch_norm(image, running_mean, running_variance, gain, shift, True, 0.1, 1e-5)
    return {
        "conv2d": F.conv2d(image, kernel, numbers(2).float(), padding=1).flatten().tolist(),
        "convTranspose2d": F.conv_transpose2d(image, enlarging, numbers(2).float(), stride=2).flatten().tolist(),
        "batchNorm": F.batch_norm(image, mean, variance, gain, shift, False).flatten().tolist(),
        "batchNormTraining": trained.flatten().tolist(),
        "runningMean": running_mean.tolist(),
        "runningVariance": running_variance.tolist(),
        "bilinear": F.interpolate(image, (7, 9), mode="bilinear", align_corners=False).flatten().tolist(),
    }


result = {"version": torch.__version__, "losses": losses(), "adamW": adamw(), "operators": operators()}
path = pathlib.Path(__file__).with_suffix(".json")
lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in result.items())
path.write_text("{\n" + lines + "\n}\n")
