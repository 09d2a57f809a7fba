"""Draws outlines of regions into sections, four sections a row.

picture.py OUTPUT.png IMAGE:LABELS...

IMAGE is a grey image, LABELS a label image of `deepslice predict`: 0 background, 1 cb, 2 hp, 3 cx, 4 th, 5 mb, 6 bs, 7 other.
"""
import sys

import numpy as np
from PIL import Image

COLOURS = {1: "e69f00", 2: "f0e442", 3: "56b4e9", 4: "d55e00", 5: "009e73", 6: "cc79a7"}
CELL = (230, 165)
COLUMNS = 4
ZOOM = 3


def grey(path):
    pixels = np.asarray(Image.open(path)).astype(float)
    low, high = np.percentile(pixels[pixels > 0], [1, 99.5])
    return (np.clip((pixels - low) / (high - low), 0, 1) * 255).astype(np.uint8)


def outlined(picture, path):
    image = Image.fromarray(grey(picture))
    image = image.resize((image.width * ZOOM, image.height * ZOOM), Image.BICUBIC).convert("RGB")
    labels = np.asarray(Image.fromarray(np.asarray(Image.open(path)).astype(np.uint8)).resize(image.size, Image.NEAREST))
    border = np.zeros(labels.shape, bool)
    for axis in (0, 1):
        for shift in (-1, 1):
            border |= labels != np.roll(labels, shift, axis)
    colours = np.array(image)
    for label, colour in COLOURS.items():
        colours[border & (labels == label)] = list(bytes.fromhex(colour))
    image = Image.fromarray(colours)
    image.thumbnail((CELL[0] - 8, CELL[1] - 8))
    return image


def main(output, *sections):
    rows = (len(sections) + COLUMNS - 1) // COLUMNS
    sheet = Image.new("RGB", (COLUMNS * CELL[0], rows * CELL[1]))
    for index, section in enumerate(sections):
        image = outlined(*section.split(":"))
        left = index % COLUMNS * CELL[0] + (CELL[0] - image.width) // 2
        top = index // COLUMNS * CELL[1] + (CELL[1] - image.height) // 2
        sheet.paste(image, (left, top))
    sheet.save(output, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
