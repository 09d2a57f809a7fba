"""Changes real slices with code that shares nothing with DeepSlice, and scores models on them.

Usage: changes.py ROOT DATASET WORK MODEL...; models as for robustness: files, or folders of train --folds.
Half of the changes are of kinds that training includes, reimplemented; the others are of other kinds.
"""
import io
import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage


def affine(image, labels, matrix):
    centre = (np.array(image.shape) - 1) / 2
    offset = centre - matrix @ centre
    return (ndimage.affine_transform(image, matrix, offset, order=1),
            ndimage.affine_transform(labels, matrix, offset, order=0))


def turned(image, labels, random):
    angle = np.deg2rad(random.choice([-1, 1]) * random.uniform(30, 60))
    return affine(image, labels, np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]))


def noisy(image, labels, random):
    deviation = np.median(image[labels > 0]) / 4
    return np.maximum(image + random.normal(0, deviation, image.shape), 1e-6), labels


def saturated(image, labels, random):
    return np.minimum(image, np.percentile(image[labels > 0], 75)), labels


def other_gamma(image, labels, random):
    return image.max() * (image / image.max()) ** random.choice([0.5, 1.8]), labels


def lit_from_one_side(image, labels, random):
    rows, columns = np.mgrid[0:image.shape[0], 0:image.shape[1]] / image.shape[0] - 0.5
    angle = random.uniform(0, 2 * np.pi)
    return image * np.exp(1.1 * (np.cos(angle) * rows + np.sin(angle) * columns)), labels


def blurred(image, labels, random):
    return ndimage.gaussian_filter(image, 1.3), labels


def cut_off(image, labels, random):
    """A quarter of the tissue beyond a line, painted over with the median of the background."""
    rows, columns = np.nonzero(labels)
    angle = random.uniform(0, 2 * np.pi)
    limit = np.quantile(np.cos(angle) * rows + np.sin(angle) * columns, 0.75)
    all_rows, all_columns = np.mgrid[0:image.shape[0], 0:image.shape[1]]
    gone = np.cos(angle) * all_rows + np.sin(angle) * all_columns > limit
    return np.where(gone, np.median(image[labels == 0]), image), np.where(gone, 0, labels)


def holed(image, labels, random):
    """A round eighth of the tissue, painted over with the median of the background."""
    rows, columns = np.nonzero(labels)
    place = random.integers(len(rows))
    all_rows, all_columns = np.mgrid[0:image.shape[0], 0:image.shape[1]]
    gone = (all_rows - rows[place]) ** 2 + (all_columns - columns[place]) ** 2 < 0.12 * len(rows) / np.pi
    return np.where(gone, np.median(image[labels == 0]), image), np.where(gone, 0, labels)


def bent(image, labels, random):
    fields = [ndimage.gaussian_filter(random.normal(size=image.shape), 9) for _ in range(2)]
    shifted = [grid + 2 * field / field.std() for grid, field in zip(np.mgrid[0:image.shape[0], 0:image.shape[1]], fields)]
    return ndimage.map_coordinates(image, shifted, order=1), ndimage.map_coordinates(labels, shifted, order=0)


def faded(image, labels, random):
    noise = 0.05 * np.median(image[labels > 0]) * np.abs(random.normal(size=image.shape))
    return np.where(image > 0, image / 4 + noise, 0), labels


def salt_and_pepper(image, labels, random):
    drawn = random.random(image.shape)
    return np.where(drawn < 0.015, 0, np.where(drawn > 0.985, image.max(), image)), labels


def five_levels(image, labels, random):
    white = np.percentile(image, 99.5)
    return np.floor(np.clip(image / white, 0, 1) * 5) / 5 * white, labels


def moved_while_exposed(image, labels, random):
    line = np.zeros((9, 9))
    line[4] = 1
    kernel = ndimage.rotate(line, random.uniform(0, 180), reshape=False, order=1)
    return ndimage.convolve(image, kernel / kernel.sum()), labels


def striped(image, labels, random):
    return image * np.exp(random.normal(0, 0.3, image.shape[0]))[:, None], labels


def labelled_over(image, labels, random):
    """Three squares, black or bright, as stickers and burnt-in text leave."""
    image = image.copy()
    rows, columns = np.nonzero(labels)
    for place in random.integers(len(rows), size=3):
        image[max(0, rows[place] - 5):rows[place] + 6, max(0, columns[place] - 5):columns[place] + 6] = random.choice([0, image.max() / 2])
    return image, labels


def inverted(image, labels, random):
    low, high = np.percentile(image[labels > 0], [2, 98])
    return np.where(labels > 0, np.clip(low + high - image, low, high), image), labels


def ghosted(image, labels, random):
    return image + 0.35 * np.roll(image, (random.integers(6, 12), random.integers(-12, -6)), (0, 1)), labels


def tiles_shifted(image, labels, random):
    image, labels = image.copy(), labels.copy()
    column, shift = random.integers(34, 50), int(random.choice([-4, 4]))
    image[:, column:] = np.roll(image[:, column:], shift, 0)
    labels[:, column:] = np.roll(labels[:, column:], shift, 0)
    return image, labels


def coarse(image, labels, random):
    height, width = (side // 3 * 3 for side in image.shape)
    means = image[:height, :width].reshape(height // 3, 3, width // 3, 3).mean((1, 3))
    image = image.copy()
    image[:height, :width] = np.kron(means, np.ones((3, 3)))
    return image, labels


def neighbour_in_view(image, labels, random):
    """A piece of tissue of another slice in a corner, where there is background."""
    piece = np.rot90(image[30:54, 30:54], random.integers(1, 4))
    top, left = random.choice([0, image.shape[0] - 24]), random.choice([0, image.shape[1] - 24])
    image = image.copy()
    corner = image[top:top + 24, left:left + 24]
    bare = labels[top:top + 24, left:left + 24] == 0
    corner[bare] = piece[bare]
    return image, labels


def compressed_as_jpeg(image, labels, random):
    white = np.percentile(image, 99.8)
    packed = io.BytesIO()
    Image.fromarray((np.clip(image / white, 0, 1) * 255).astype(np.uint8)).save(packed, "JPEG", quality=12)
    return np.array(Image.open(packed)) / 255 * white, labels


KNOWN = [turned, noisy, saturated, other_gamma, lit_from_one_side, blurred, cut_off, holed, bent, faded]
UNKNOWN = [salt_and_pepper, five_levels, moved_while_exposed, striped, labelled_over, inverted, ghosted, tiles_shifted, coarse,
           neighbour_in_view, compressed_as_jpeg]


def slices(dataset):
    """Id, image and labels of each slice of a dataset folder."""
    for path in sorted((dataset / "images").glob("*.tif")):
        yield path.stem, np.array(Image.open(path)).astype(np.float64), np.array(Image.open(dataset / "labels" / f"{path.stem}.png"))


def write_changed(dataset, target, number, change):
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("images", "labels"):
        (target / folder).mkdir(parents=True)
    shutil.copy(dataset / "dataset.json", target)
    for place, (name, image, labels) in enumerate(slices(dataset)):
        image, labels = change(image, labels, np.random.default_rng([number, place]))
        Image.fromarray(image.astype(np.float32)).save(target / "images" / f"{name}.tif")
        Image.fromarray(labels.astype(np.uint8)).save(target / "labels" / f"{name}.png")


def scores(root, dataset, output, models):
    command = [root / "deepslice", "robustness", "--dataset", dataset, "--output", output, "--artifact", "rotation", "--json"]
    for model in models:
        command += ["--model", model]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.strip().splitlines()[-1])
    return [(model["name"], model["clean"]) for model in json.loads(done.stdout)["models"]]


def main():
    root, dataset, work, *models = map(Path, sys.argv[1:])
    clean = scores(root, dataset, work / "scores" / "clean", models)
    print("| change |" + "".join(f" {name} |" for name, _ in clean))
    print("|---|" + "---|" * len(clean))
    print("| none: Dice |" + "".join(f" {cell['dice']:.3f}, {100 * cell['catastropheRate']:.1f} % |" for _, cell in clean))
    for title, changes in (("kinds in training", KNOWN), ("other kinds", UNKNOWN)):
        cells = []
        for change in changes:
            write_changed(dataset, work / change.__name__, (KNOWN + UNKNOWN).index(change), change)
            cells.append([cell for _, cell in scores(root, work / change.__name__, work / "scores" / change.__name__, models)])
            print(f"| {change.__name__.replace('_', ' ')} |" + "".join(
                f" {cell['dice'] / whole['dice']:.3f}, {100 * cell['catastropheRate']:.1f} % |" for cell, (_, whole) in zip(cells[-1], clean)))
        print(f"| **{title}** |" + "".join(
            f" **{statistics.mean(row[k]['dice'] for row in cells) / whole['dice']:.3f}**,"
            f" {100 * sum(row[k]['failed'] + row[k]['imagined'] for row in cells) / sum(row[k]['judged'] for row in cells):.1f} % |"
            for k, (_, whole) in enumerate(clean)), flush=True)


if __name__ == "__main__":
    main()
