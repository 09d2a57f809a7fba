"""Scores predictions against label images of the same names.

score.py NAME=PREDICTIONS:TRUTH...

PREDICTIONS is an output folder of `deepslice predict`, TRUTH a folder of label images: 0 background, 1 cb, 2 hp, 3 cx, 4 th, 5 mb, 6 bs, 7 other.
Regions of at least 20 pixels count. Label maps of another size are compared at the size of the truth, by nearest pixels.
"""
import csv
import os
import sys

import numpy as np
from PIL import Image

KEYS = ["cb", "hp", "cx", "th", "mb", "bs"]
LEAST = 20


def read(path):
    return np.asarray(Image.open(path))


def resized(labels, shape):
    rows = ((np.arange(shape[0]) + 0.5) * labels.shape[0] / shape[0]).astype(int)
    columns = ((np.arange(shape[1]) + 0.5) * labels.shape[1] / shape[1]).astype(int)
    return labels[rows][:, columns]


def dice(a, b):
    return 2 * np.sum(a & b) / (np.sum(a) + np.sum(b))


def flagged(folder):
    """Ids of the slices that predict flagged."""
    with open(os.path.join(folder, "regions.csv"), encoding="utf-8-sig", newline="") as table:
        return {row["slice"] for row in csv.DictReader(table) if row["flag"]}


def main(arguments):
    means, bad, regions = [], 0, 0
    flags = {True: [], False: []}  # by whether the slice is below .6
    print("| source | slices | mean | " + " | ".join(KEYS) + " | below .5 | worst slices |")
    print("|---|---|---|" + "---|" * len(KEYS) + "---|---|")
    for argument in arguments:
        name, folders = argument.split("=", 1)
        predictions, truths = folders.rsplit(":", 1)
        slices, scores, by_key = {}, [], {key: [] for key in KEYS}
        for file in sorted(os.listdir(truths)):
            slice_id = os.path.splitext(file)[0]
            found = os.path.join(predictions, slice_id + ".labels.png")
            truth = read(os.path.join(truths, file))
            labels = resized(read(found), truth.shape) if os.path.exists(found) else np.zeros_like(truth)
            own = []
            for index, key in enumerate(KEYS, start=1):
                if np.sum(truth == index) >= LEAST:
                    own.append(dice(truth == index, labels == index))
                    by_key[key].append(own[-1])
            if own:
                slices[slice_id] = np.mean(own)
                scores += own
        found = flagged(predictions)
        for slice_id, score in slices.items():
            flags[bool(score < 0.6)].append(slice_id in found)
        mean = np.mean(list(slices.values()))
        means.append(mean)
        bad += sum(score < 0.5 for score in scores)
        regions += len(scores)
        worst = ", ".join(f"{key} {value:.2f}" for key, value in sorted(slices.items(), key=lambda item: item[1])[:5])
        cells = " | ".join(f"{np.mean(by_key[key]):.3f}" if by_key[key] else "–" for key in KEYS)
        print(f"| {name} | {len(slices)} | **{mean:.3f}** | {cells} | {np.mean([s < .5 for s in scores]):.1%} | {worst} |")
    print(f"\nmean over sources {np.mean(means):.3f}; regions below .5: {bad / regions:.1%} of {regions}")
    for is_bad, words in ((True, "below .6"), (False, "the others")):
        if flags[is_bad]:
            print(f"slices {words}: {np.mean(flags[is_bad]):.0%} of {len(flags[is_bad])} flagged")


if __name__ == "__main__":
    main(sys.argv[1:])
