"""Compares ways of combining a whole-slice and a patch network.

combine.py WHOLE FINE DATASET: WHOLE and FINE are folders that `deepslice predict --probabilities` has written of DATASET with
`--configuration whole` and `--configuration cascade` of one model. Prints the mean Dice and the mean 95th percentile of the distances between
borders (in pixels of the data set) of each combination, over all regions of all slices that annotation and prediction have.
"""
import json
import pathlib
import sys

import numpy as np
from PIL import Image
from scipy.ndimage import binary_erosion, distance_transform_edt

LEAST = 1e-6


def border(mask):
    return mask & ~binary_erosion(mask, border_value=0)


def hausdorff95(found, truth):
    found, truth = border(found), border(truth)
    to_truth, to_found = distance_transform_edt(~truth), distance_transform_edt(~found)
    return np.percentile(np.concatenate([to_truth[found], to_found[truth]]), 95)


def scores(labels, truth, regions):
    for region in regions:
        a, b = labels == region, truth == region
        if b.any():
            yield 2 * (a & b).sum() / (a.sum() + b.sum()), hausdorff95(a, b) if a.any() else np.nan


def combinations(whole, fine):
    coarse_log, fine_log = np.log(np.maximum(whole, LEAST)), np.log(np.maximum(fine, LEAST))
    yield "whole alone", coarse_log
    yield "fine alone (told by whole)", fine_log
    yield "mean of logits", (coarse_log + fine_log) / 2
    sure_whole, sure_fine = whole.max(0), fine.max(0)
    share = sure_fine / (sure_whole + sure_fine)
    yield "weighted by confidence", share * fine_log + (1 - share) * coarse_log
    yield "the surer one", np.where(sure_fine >= sure_whole, fine_log, coarse_log)


def main(whole_folder, fine_folder, dataset):
    document = json.loads((pathlib.Path(dataset) / "dataset.json").read_text())
    regions = [region["index"] for region in document["regions"] if region["annotated"]]
    found = {}
    for slice_ in document["slices"]:
        truth = np.asarray(Image.open(pathlib.Path(dataset) / "labels" / f"{slice_['id']}.png"))
        whole, fine = (np.load(pathlib.Path(folder) / f"{slice_['id']}.probabilities.npy") for folder in (whole_folder, fine_folder))
        for name, logits in combinations(whole, fine):
            found.setdefault(name, []).extend(scores(logits.argmax(0), truth, regions))
    print(f"{'combination':28} {'Dice':>7} {'Hausdorff 95':>13}")
    for name, values in found.items():
        print(f"{name:28} {np.mean([dice for dice, _ in values]):7.4f} {np.nanmean([distance for _, distance in values]):13.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
