"""Times `deepslice predict` on large TIFFs against `vips shrink` and `predict` of the binned image: ROOT [ROUNDS [SIDE...]]."""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

BINNING = 64
SIDES = [5_000, 10_000, 20_000]


def make(path, side):
    """A 16-bit tiled TIFF without compression: an oval of mottled tissue with noise in every pixel, on a dark background."""
    random = numpy.random.default_rng(side)
    noise = random.integers(0, 400, (1024, 1024), dtype=numpy.uint16)
    cells = numpy.kron(random.integers(4_000, 12_000, (64, 64), dtype=numpy.uint16), numpy.ones((16, 16), numpy.uint16))
    across = numpy.arange(side) / side - 0.5
    with tempfile.NamedTemporaryFile(dir=os.path.dirname(path)) as raw:
        for top in range(0, side, 1024):
            rows = min(1024, side - top)
            tile = numpy.tile(noise[:rows], (1, side // 1024 + 1))[:, :side]
            inside = (across / 0.46) ** 2 + ((numpy.arange(top, top + rows) / side - 0.5)[:, None] / 0.32) ** 2 < 1
            texture = numpy.tile(numpy.roll(cells, top // 7, 1)[:rows], (1, side // 1024 + 1))[:, :side]
            raw.write((tile + inside * texture).astype("<u2").tobytes())
        raw.flush()
        whole = path + ".part.tif"
        vips("rawload", raw.name, whole + "[tile,tile-width=512,tile-height=512]", str(side), str(side), "1", "--format", "ushort", "--interpretation", "grey16")
        os.rename(whole, path)


def vips(*arguments):
    subprocess.run(["vips", *arguments], check=True)


def timed(*arguments):
    """Seconds and peak memory in MB of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"gigapixel: {' '.join(arguments)}: {words.decode()}")
    return seconds, usage.ru_maxrss / 1024


def main():
    root = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    sides = [int(side) for side in sys.argv[3:]] or SIDES
    deepslice = os.path.join(root, "deepslice")
    cache = os.path.join(tempfile.gettempdir(), "deepslice-gigapixel")
    os.makedirs(cache, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for side in sides:
            image = os.path.join(cache, f"{side}.tif")
            if not os.path.exists(image):
                make(image, side)
            small = os.path.join(folder, f"{side}-binned.tif")
            vips("shrink", image, small, str(BINNING), str(BINNING))
            runs = [
                lambda: timed("vips", "shrink", image, os.path.join(folder, "out.v"), str(BINNING), str(BINNING)),
                lambda: timed(deepslice, "predict", "--input", image, "--binning", str(BINNING), "--output", os.path.join(folder, "large")),
                lambda: timed(deepslice, "predict", "--input", small, "--binning", "1", "--output", os.path.join(folder, "small")),
            ]
            for run in runs:
                run()
            rows.append((side, [[run() for run in runs] for _ in range(rounds)]))

    print(f"16-bit tiled TIFF without compression, binning {BINNING}, {os.cpu_count()} processors, {rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
    print("| pixels a side | (1) vips shrink, s | (2) deepslice predict, s | (3) predict of the binned image, s | (2) ÷ ((1) + (3)) (spread) | (2) MB | (2) − (3), ns per pixel |")
    print("|---|---|---|---|---|---|---|")
    for side, times in rows:
        shrink, large, small = (statistics.median(round[i][0] for round in times) for i in range(3))
        ratios = [round[1][0] / (round[0][0] + round[2][0]) for round in times]
        memory = max(round[1][1] for round in times)
        print(
            f"| {side} | {shrink:.2f} | {large:.2f} | {small:.2f} | **{statistics.median(ratios):.2f}** ({min(ratios):.2f} … {max(ratios):.2f})"
            f" | {memory:.0f} | {(large - small) / side ** 2 * 1e9:.2f} |")


if __name__ == "__main__":
    main()
