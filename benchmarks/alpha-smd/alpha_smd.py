"""alpha-SMD of a probability map against an annotation with SciPy's distance transform; one measurement per input line.

alpha_smd.py MAPS SIDE LEVELS inwards|bidirectional
"""
import sys

import numpy as np
from scipy.ndimage import distance_transform_edt

path, side, levels, mode = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
prediction, annotation = np.fromfile(path).reshape(2, side, side)
largest = np.hypot(side, side)


def distance(region):
    """Distance of every pixel to a region, the diagonal where it is empty."""
    return distance_transform_edt(~region) if region.any() else np.full(region.shape, largest)


def measure():
    truth = annotation >= 0.5
    to_truth = distance(truth)
    to_outside = distance(~truth) if mode == "bidirectional" else None
    level = np.clip(np.floor(prediction * levels + 0.5), 0, levels).astype(np.int32)
    total = 0.0
    for k in range(1, levels + 1):
        cut = level >= k
        total += to_truth[cut].sum() + distance(cut)[truth].sum()
        if mode == "bidirectional":
            total += to_outside[~cut].sum() + distance(~cut)[~truth].sum()
    return total / (2 * levels)


for _ in sys.stdin:
    print(repr(float(measure())), flush=True)
