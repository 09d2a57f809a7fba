"""Measures by how much the areas of label maps deviate from those of the drawn outlines, by raster rule.

areas.py DEEPSLICE ROIS [BINNING...]: ROIS is a folder of ImageJ ROI zips with polygons of whole numbers. For each binning (default 64) and rule, blank images
that hold the outlines are imported with DEEPSLICE, and the pixels of each region are compared with the areas of its polygons. Regions that
lose pixels to another one drawn over them are compared all the same: this is part of the deviation. Prints, for each region, the total deviation
(pixels of all slices ÷ areas of all slices − 1) and the median and the range over slices.
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None


def polygons(path):
    with zipfile.ZipFile(path) as rois:
        for name in rois.namelist():
            roi = rois.read(name)
            top, left = struct.unpack(">hh", roi[8:12])
            count = struct.unpack(">H", roi[16:18])[0]
            numbers = np.frombuffer(roi, ">i2", 2 * count, 64).astype(float)
            yield pathlib.Path(name).stem.split("-")[0], numbers[:count] + left, numbers[count:] + top


def area(x, y):
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def drawn(path):
    areas, width, height = {}, 0, 0
    for key, x, y in polygons(path):
        areas[key] = areas.get(key, 0) + area(x, y)
        width, height = max(width, x.max() + 200), max(height, y.max() + 200)
    return areas, (int(width), int(height))


def counted(deepslice, images, rois, binning, rule, work):
    dataset = work / f"{rule}-{binning}"
    subprocess.run([deepslice, "import", "--images", images, "--rois", rois, "--binning", str(binning), "--raster-rule", rule, "--output", dataset],
                   check=True, stdout=subprocess.DEVNULL)
    document = json.loads((dataset / "dataset.json").read_text())
    keys = {region["index"]: region["key"] for region in document["regions"] if region["annotated"]}
    for slice_ in document["slices"]:
        labels = np.bincount(np.asarray(Image.open(dataset / "labels" / f"{slice_['id']}.png")).ravel(), minlength=256)
        yield slice_["id"], {key: labels[index] * binning**2 for index, key in keys.items()}


def main(deepslice, folder, binnings):
    zips = sorted(pathlib.Path(folder).glob("*.zip"))
    areas = {path.stem: drawn(path) for path in zips}
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        for name, (_, size) in areas.items():
            image = Image.new("L", size, 50)
            image.putpixel((5, 5), 200)
            image.save(work / f"{name}.tif", compression="tiff_deflate")
        print(f"{len(zips)} slices\nbinning  rule     region   total  median  range over slices")
        for binning in binnings:
            for rule in ("centre", "touched"):
                found = dict(counted(deepslice, work, folder, binning, rule, work))
                for key in ("cb", "hp", "cx", "th", "mb", "bs"):
                    pairs = [(found[name][key], areas[name][0][key]) for name in found if areas[name][0].get(key)]
                    if pairs:
                        pixels, polygon = np.array(pairs).T
                        each = 100 * (pixels / polygon - 1)
                        print(f"{binning:7}  {rule:8} {key:6} {100 * (pixels.sum() / polygon.sum() - 1):+6.1f} % {np.median(each):+6.1f} %  {each.min():+.1f} … {each.max():+.1f} %")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], [int(text) for text in sys.argv[3:]] or [64])
