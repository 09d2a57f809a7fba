"""Damages real slices with code that shares nothing with DeepSlice, and measures which damaged pixels a model finds.

Usage: damage.py ROOT DATASET WORK MODEL
For each kind of damage: precision and recall of the pixels of all slices together, within one pixel of each other, too. For the clean slices, and for changes that
damage nothing: the share of the tissue that is called damaged.
"""
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

from changes import (bent, blurred, compressed_as_jpeg, cut_off, faded, holed, labelled_over, lit_from_one_side, neighbour_in_view, noisy, other_gamma, saturated,
                     slices, striped, turned)


def where_changed(change):
    """The tissue that a change alters or removes."""
    def damage(image, labels, random):
        changed, left = change(image, labels, random)
        return changed, (labels > 0) & ((changed != image) | (left != labels))
    damage.__name__ = change.__name__
    return damage


def torn(image, labels, random):
    """A wedge from the border to near the middle of the tissue, opened by turning one side away; what it uncovers is background."""
    rows, columns = np.nonzero(labels)
    middle = np.array([rows.mean(), columns.mean()]) + random.normal(0, 0.08, 2) * image.shape[0]
    direction = random.uniform(0, 2 * np.pi)
    opening = random.uniform(0.1, 0.25)
    y, x = np.mgrid[0:image.shape[0], 0:image.shape[1]] - middle[:, None, None]
    radius, angle = np.hypot(y, x), np.arctan2(y, x)
    # A wavy line, so that the gap has no straight edges.
    off = (angle - direction - 0.1 * np.sin(radius / 3) + np.pi) % (2 * np.pi) - np.pi
    gap = (off > 0) & (off < opening)
    turn = np.where(off >= opening, -opening * np.clip(1 - (off - opening) / 1.5, 0, 1), 0)
    source = [middle[0] + radius * np.sin(angle + turn), middle[1] + radius * np.cos(angle + turn)]
    moved = ndimage.map_coordinates(image, source, order=1)
    tissue = ndimage.map_coordinates(labels, source, order=0) > 0
    background = np.median(image[labels == 0]) + np.std(image[labels == 0]) * random.normal(size=image.shape) / 4
    return np.where(gap, background, moved), gap & tissue


def folded(image, labels, random):
    """A straight band of tissue lies on the tissue beside it: both are seen through each other, and what is behind the band has moved up to it."""
    rows, columns = np.nonzero(labels)
    place = random.integers(len(rows))
    angle = random.uniform(0, 2 * np.pi)
    normal = np.array([np.cos(angle), np.sin(angle)])
    width = random.uniform(2, 5)
    y, x = np.mgrid[0:image.shape[0], 0:image.shape[1]].astype(float)
    behind = (y - rows[place]) * normal[0] + (x - columns[place]) * normal[1]
    shift = np.where(behind > width, width, 0)
    moved = ndimage.map_coordinates(image, [y + shift * normal[0], x + shift * normal[1]], order=1)
    tissue = ndimage.map_coordinates(labels, [y + shift * normal[0], x + shift * normal[1]], order=0) > 0
    band = (behind > 0) & (behind < width)
    dark = np.median(image[labels == 0])
    upper = ndimage.map_coordinates(image, [y + width * normal[0], x + width * normal[1]], order=1)
    return np.where(band, moved + upper - dark, moved), band & tissue


def dusty(image, labels, random):
    """Four bright fibres, arcs of circles."""
    image = image.copy()
    rows, columns = np.nonzero(labels)
    covered = np.zeros(image.shape, bool)
    y, x = np.mgrid[0:image.shape[0], 0:image.shape[1]].astype(float)
    for place in random.integers(len(rows), size=4):
        radius, angle, length = random.uniform(6, 25), random.uniform(0, 2 * np.pi), random.uniform(6, 18)
        dy, dx = y - rows[place] - radius * np.sin(angle), x - columns[place] - radius * np.cos(angle)
        arc = np.abs((np.arctan2(dy, dx) - angle - np.pi + np.pi) % (2 * np.pi) - np.pi) < length / radius / 2
        covered |= arc & (np.abs(np.hypot(dy, dx) - radius) < 0.9)
    image[covered] = np.percentile(image[labels > 0], 95) * random.uniform(1.5, 3)
    return image, covered & (labels > 0)


DAMAGING = [torn, where_changed(holed), folded, where_changed(labelled_over), dusty, where_changed(cut_off), where_changed(saturated)]
HARMLESS = [turned, noisy, other_gamma, lit_from_one_side, blurred, bent, faded, striped, neighbour_in_view, compressed_as_jpeg]


def predict(root, model, folder, output):
    done = subprocess.run([root / "deepslice", "predict", "--model", model, "--input", folder, "--binning", "1", "--output", output], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.strip().splitlines()[-1])


def run(root, dataset, work, model, number, change):
    """The damage made and the damage found of every slice, and where it has tissue."""
    images, found = work / change.__name__, work / "found" / change.__name__
    shutil.rmtree(images, ignore_errors=True)
    images.mkdir(parents=True)
    made = {}
    for place, (name, image, labels) in enumerate(slices(dataset)):
        image, damage = change(image, labels, np.random.default_rng([number, place]))
        made[name] = damage if damage.dtype == bool else np.zeros(labels.shape, bool), labels > 0
        Image.fromarray(image.astype(np.float32)).save(images / f"{name}.tif")
    predict(root, model, images, found)
    for name, (damage, tissue) in made.items():
        mask = found / f"{name}.damage.png"
        if not mask.exists():
            sys.exit(f"{mask}: expected the mask of a model that predicts damage, got none; train with --set network.damage=true")
        yield damage, np.array(Image.open(mask)) > 0, tissue


def near(mask):
    return ndimage.binary_dilation(mask, np.ones((3, 3)))


def main():
    root, dataset, work, model = map(Path, sys.argv[1:])
    print("| damage | share of the tissue | precision | recall | precision within 1 px | recall within 1 px |\n|---|---|---|---|---|---|")
    for number, change in enumerate(DAMAGING):
        made, found, near_made, near_found, right, tissue = 0, 0, 0, 0, 0, 0
        for damage, mask, whole in run(root, dataset, work, model, 100 + number, change):
            made, found, right, tissue = made + damage.sum(), found + mask.sum(), right + (damage & mask).sum(), tissue + whole.sum()
            near_made, near_found = near_made + (damage & near(mask)).sum(), near_found + (mask & near(damage)).sum()
        print(f"| {change.__name__.replace('_', ' ')} | {made / tissue:.1%} | {right / max(found, 1):.2f} | {right / made:.2f} | {near_found / max(found, 1):.2f} | {near_made / made:.2f} |", flush=True)
    print("\n| no damage | share of the tissue called damaged |\n|---|---|")

    def clean(image, labels, random):
        return image, labels

    for number, change in enumerate([clean, *HARMLESS]):
        found, tissue = np.sum([(mask.sum(), whole.sum()) for _, mask, whole in run(root, dataset, work, model, 200 + number, change)], axis=0)
        print(f"| {change.__name__.replace('_', ' ')} | {found / tissue:.2%} |", flush=True)


if __name__ == "__main__":
    main()
