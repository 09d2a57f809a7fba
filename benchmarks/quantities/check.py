"""Recomputes every number of quantities.csv with numpy: check.py FOUND IMAGES [--exclude DIR] [--objects CSV] [--side left|right].

IMAGES is a folder of TIFFs named as the slices, or a dataset folder of DeepSlice. Prints how many numbers agree to a relative 1e-6; exits with 1 if any does not.
"""
import argparse
import csv
import glob
import json
import math
import os
import sys

import numpy
import tifffile
from PIL import Image

TOLERANCE = 1e-6


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_image(folder, slice_id):
    """The channels of a slice (C, H, W), their names, and the offset and binning of its label map; None where they follow from the sizes."""
    document = os.path.join(folder, "dataset.json")
    if os.path.exists(document):
        with open(document, encoding="utf-8") as file:
            dataset = json.load(file)
        entry = next(entry for entry in dataset["slices"] if entry["id"] == slice_id)
        frame = (dataset["preprocessing"]["binning"], entry["offsetX"], entry["offsetY"], entry["originalWidth"], entry["originalHeight"])
        return tifffile.imread(os.path.join(folder, "images", slice_id + ".tif"))[None], ["0"], frame
    path = next(p for p in glob.glob(os.path.join(folder, "*")) if os.path.basename(p).split(".")[0] == slice_id)
    with tifffile.TiffFile(path) as file:
        image = file.series[0].asarray()
        is_rgb = file.pages[0].photometric == tifffile.PHOTOMETRIC.RGB
        names = None
        if file.ome_metadata:
            names = [channel["Name"] for channel in tifffile.xml2dict(file.ome_metadata)["OME"]["Image"]["Pixels"]["Channel"]]
    if image.ndim == 2:
        image = image[None]
    elif is_rgb:
        image, names = numpy.moveaxis(image, -1, 0)[:3], ["red", "green", "blue"]
    return image, names or [str(i) for i in range(len(image))], None


def extents(count, offset, binning, original):
    """Full-resolution pixels in each working pixel of an axis."""
    starts = (numpy.arange(count) - offset) * binning
    return numpy.clip(starts + binning, 0, original) - numpy.clip(starts, 0, original)


def enlarge(working, frame, is_raster):
    """Values of working pixels at every pixel of the image, and the weight of each pixel."""
    binning, offset_x, offset_y, width, height = frame
    columns, rows = extents(working.shape[1], offset_x, binning, width), extents(working.shape[0], offset_y, binning, height)
    if is_raster:
        return working, rows[:, None] * columns[None, :]
    return numpy.repeat(numpy.repeat(working, rows, 0), columns, 1), None


def median(values, weights):
    if weights is None:
        return float(numpy.median(values.astype(numpy.float64)))
    order = numpy.argsort(values, kind="stable")
    values, ends = values[order].astype(numpy.float64), numpy.cumsum(weights[order])
    low, high = numpy.searchsorted(ends, [(ends[-1] - 1) // 2, ends[-1] // 2], side="right")
    return (values[low] + values[high]) / 2


class Slice:
    def __init__(self, arguments, slice_id, midline):
        self.labels = numpy.array(Image.open(os.path.join(arguments.found, slice_id + ".labels.png")))
        self.image, self.channels, frame = read_image(arguments.images, slice_id)
        self.is_raster = frame is not None
        height, width = self.image.shape[1:]
        binning = math.ceil(max(width / self.labels.shape[1], height / self.labels.shape[0]))
        self.frame = frame or (binning, 0, 0, width, height)
        binning, offset_x, offset_y, _, _ = self.frame
        y, x = numpy.mgrid[: self.labels.shape[0], : self.labels.shape[1]]
        x, y = (x + 0.5 - offset_x) * binning, (y + 0.5 - offset_y) * binning
        self.sides = numpy.zeros(self.labels.shape, int)
        if midline["sides"] == "both":
            top_x, top_y, bottom_x, bottom_y = (float(midline[name]) for name in ["top_x", "top_y", "bottom_x", "bottom_y"])
            self.sides = numpy.where((bottom_x - top_x) * (y - top_y) - (bottom_y - top_y) * (x - top_x) >= 0, 1, 2)
        elif midline["sides"] in ("left", "right"):
            self.sides[:] = 1 if midline["sides"] == "left" else 2
        self.excluded = numpy.zeros(self.labels.shape, bool)
        for path in [os.path.join(arguments.exclude or "", slice_id + ".png"), os.path.join(arguments.found, slice_id + ".damage.png")]:
            if (arguments.exclude or path.endswith(".damage.png")) and os.path.exists(path):
                self.excluded |= numpy.array(Image.open(path)) != 0
        self.objects = None
        if arguments.objects:
            points = [(float(row["x"]), float(row["y"])) for row in rows_of(arguments.objects) if row["slice"].split(".")[0] == slice_id]
            if points:
                inside = [(px, py) for px, py in points if 0 <= px < self.frame[3] and 0 <= py < self.frame[4]]
                self.objects = numpy.array([[int(py / binning + offset_y), int(px / binning + offset_x)] for px, py in inside]).reshape(-1, 2)
        self.full = {}

    def measure(self, where, channel):
        """Area, sum, mean and median of the samples where a mask of the working grid is set."""
        mask, weights = enlarge(where, self.frame, self.is_raster)
        values = self.image[channel][mask] if not self.is_raster else self.image[channel][mask & (weights > 0)]
        weight = weights[mask & (weights > 0)] if self.is_raster else None
        area = int(weights[mask].sum()) if self.is_raster else int(mask.sum())
        if weight is None:
            total = float(values.astype(numpy.float64).sum()) if values.dtype.kind == "f" else int(values.sum(dtype=numpy.int64))
        else:
            total = float((values.astype(numpy.float64) * weight).sum())
        return area, total, (total / area if area else None), (median(values, weight) if area else None)


def expected(one, where, tissue, channel, background, pixel):
    area, total, mean, middle = one.measure(where, channel)
    level = None if background is None else background
    um2 = area * pixel**2 if pixel else None
    count = None if one.objects is None else int(where[one.objects[:, 0], one.objects[:, 1]].sum())
    return {
        "area_px": area,
        "area_um2": um2,
        "tissue_fraction": area / tissue if tissue else None,
        "mean_intensity": mean,
        "median_intensity": middle,
        "sum_intensity": total,
        "corrected_mean_intensity": None if mean is None or level is None else mean - level,
        "corrected_sum_intensity": None if level is None else total - level * area,
        "object_count": count,
        "object_density_mm2": count / um2 * 1e6 if um2 and count is not None else None,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("found")
    parser.add_argument("images")
    parser.add_argument("--exclude")
    parser.add_argument("--objects")
    parser.add_argument("--output")
    parser.add_argument("--side", choices=["left", "right"])
    arguments = parser.parse_args()
    with open(os.path.join(arguments.found, "catalog.json"), encoding="utf-8") as file:
        indices = {region["key"]: region["index"] for region in json.load(file)}
    midlines = {} if arguments.side else {row["slice"]: row for row in rows_of(os.path.join(arguments.found, "midlines.csv"))}
    slices, measured, compared, wrong, worst = {}, {}, 0, [], 0.0
    for row in rows_of(os.path.join(arguments.output or arguments.found, "quantities.csv")):
        slice_id = row["slice"]
        if slice_id not in slices:
            slices = {slice_id: Slice(arguments, slice_id, midlines.get(slice_id, {"sides": arguments.side}))}
            measured = {}
        one = slices[slice_id]
        region = one.labels > 0 if row["kind"] == "tissue" else one.labels == indices[row["region"]]
        side = {"both": one.sides >= 0, "left": one.sides == 1, "right": one.sides == 2}[row["side"]]
        channel = one.channels.index(row["channel"])
        pixel = float(row["pixel_um"]) if row["pixel_um"] else None
        if channel not in measured:
            area, _, _, level = one.measure(one.labels == 0, channel)
            tissue = [one.measure(one.labels > 0, channel)[0], one.measure((one.labels > 0) & ~one.excluded, channel)[0]]
            measured[channel] = (level, *tissue)
        level, all_tissue, intact_tissue = measured[channel]
        right = {"background_intensity": level}
        for prefix, mask, tissue in [("", region & side, all_tissue), ("intact_", region & side & ~one.excluded, intact_tissue)]:
            for name, value in expected(one, mask, tissue, channel, level, pixel).items():
                right[("region_" if not prefix and name.startswith("area") else prefix) + name] = value
        right["excluded_area_px"] = right["region_area_px"] - right["intact_area_px"]
        for name, value in right.items():
            found = float(row[name]) if row[name] else None
            compared += 1
            if (found is None) != (value is None):
                wrong.append(f"{slice_id} {row['region']} {row['side']} {row['channel']} {name}: expected {value}, got {found}")
            elif value is not None:
                # A difference of two numbers is as exact as they are.
                scale = max(abs(value), abs(right["sum_intensity"]) if "corrected_sum" in name else abs(level or 0) if "corrected_mean" in name else 0, 1e-12)
                difference = abs(found - value) / scale
                worst = max(worst, difference)
                if difference > TOLERANCE:
                    wrong.append(f"{slice_id} {row['region']} {row['side']} {row['channel']} {name}: expected {value}, got {found}")
    print(f"{compared} numbers compared, {len(wrong)} wrong, largest relative difference {worst:.1e}")
    print("\n".join(wrong[:20]))
    sys.exit(1 if wrong or compared == 0 else 0)


if __name__ == "__main__":
    main()
