"""Times `deepslice quantify` on a slide of three channels against `vips avg` of its pages, which reads every pixel once: ROOT [ROUNDS [SIDE]]."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import tifffile
from PIL import Image

BINNING = 64
CHANNELS = ["DAPI", "GFP", "RFP"]
TILE = 512


def tiles(side):
    """Tiles of an oval of mottled tissue with noise in every pixel, channel after channel; at the borders they are full, as TIFF wants them."""
    random = numpy.random.default_rng(side)
    noise = [random.integers(0, 400, (TILE, TILE), dtype=numpy.uint16) for _ in range(8)]
    across = (numpy.arange(-(-side // TILE) * TILE) / side - 0.5) ** 2
    for channel in range(len(CHANNELS)):
        for top in range(0, side, TILE):
            for left in range(0, side, TILE):
                inside = across[left : left + TILE] / 0.46**2 + across[top : top + TILE, None] / 0.32**2 < 1
                yield noise[(top // TILE + left // TILE) % 8] + inside * numpy.uint16(3000 * (channel + 1)) + (inside * noise[(left // TILE + channel) % 8]) * numpy.uint16(8)


def make(path, side):
    tifffile.imwrite(
        path + ".part", tiles(side), shape=(len(CHANNELS), side, side), dtype=numpy.uint16, tile=(TILE, TILE), ome=True, photometric="minisblack",
        metadata={"axes": "CYX", "PhysicalSizeX": 0.65, "PhysicalSizeY": 0.65, "Channel": {"Name": CHANNELS}},
    )
    os.rename(path + ".part", path)


def predict(folder, side):
    """A label map as `predict` writes it: two halves of cortex, hippocampus and other tissue."""
    size = -(-side // BINNING)
    y, x = (numpy.mgrid[:size, :size] + 0.5) / size - 0.5
    labels = numpy.where((x / 0.46) ** 2 + (y / 0.32) ** 2 < 1, 7, 0).astype(numpy.uint8)
    labels[(labels > 0) & (y < -0.05)] = 3
    labels[((abs(x) - 0.2) / 0.1) ** 2 + ((y - 0.03) / 0.06) ** 2 < 1] = 2
    Image.fromarray(labels).save(os.path.join(folder, f"{side}.labels.png"))
    keys = ["bg", "cb", "hp", "cx", "th", "mb", "bs", "rest"]
    with open(os.path.join(folder, "catalog.json"), "w", encoding="utf-8") as file:
        json.dump([{"index": i, "key": key, "name": key, "color": f"#{30 * i:02x}8040", "annotated": key not in ("bg", "rest")} for i, key in enumerate(keys)], file)


def timed(*arguments):
    """Seconds and peak memory in MB of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"large: {' '.join(arguments)}: {words.decode()}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main():
    root = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    side = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    command = os.environ.get("DEEPSLICE", os.path.join(root, "deepslice")).split()
    cache = os.path.join(tempfile.gettempdir(), "deepslice-gigapixel")
    os.makedirs(cache, exist_ok=True)
    image = os.path.join(cache, f"{side}.ome.tif")
    if not os.path.exists(image):
        make(image, side)
    rows = []
    with tempfile.TemporaryDirectory() as found:
        predict(found, side)

        def read():
            pages = [timed("vips", "avg", f"{image}[page={page}]") for page in range(len(CHANNELS))]
            return sum(page[0] for page in pages), max(page[1] for page in pages), sum(page[2] for page in pages)

        def quantify():
            return timed(*command, "quantify", "--predictions", found, "--images", image)

        read(), quantify()
        for i in range(rounds):
            order = [read, quantify] if i % 2 == 0 else [quantify, read]
            times = {run: run() for run in order}
            rows.append((times[read], times[quantify]))

    ratios = [quantified[0] / reading[0] for reading, quantified in rows]
    cpu = [quantified[2] / reading[2] for reading, quantified in rows]
    print(f"{side} x {side}, {len(CHANNELS)} channels of 16 bits, tiled TIFF without compression, {os.cpu_count()} processors, {rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
    print("| vips avg, s | deepslice quantify, s | ratio (spread) | in CPU time | MB |")
    print("|---|---|---|---|---|")
    print(
        f"| {statistics.median(r[0][0] for r in rows):.2f} | {statistics.median(r[1][0] for r in rows):.2f} | **{statistics.median(ratios):.2f}** ({min(ratios):.2f} … {max(ratios):.2f})"
        f" | {statistics.median(cpu):.2f} | {max(r[1][1] for r in rows):.0f} |"
    )


if __name__ == "__main__":
    main()
