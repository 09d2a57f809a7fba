"""Epochs per second of `deepslice train` for each waiting policy, idle and beside competing processes."""

import csv
import os
import statistics
import subprocess
import sys
import tempfile

# What libgomp and OpenBLAS do without any setting, stated explicitly because the program sets the passive policy by default.
SPINNING = {"GOMP_SPINCOUNT": "300000", "OPENBLAS_THREAD_TIMEOUT": "26"}
SETTINGS = [
    ("all threads, spinning (library default)", SPINNING, 0),
    ("all threads, OMP_WAIT_POLICY=ACTIVE", {"OMP_WAIT_POLICY": "ACTIVE", "OPENBLAS_THREAD_TIMEOUT": "26"}, 0),
    ("all threads, passive (program default)", {}, 0),
    ("one thread", {}, 1),
]
VARIABLES = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "OPENBLAS_THREAD_TIMEOUT", "OMP_NUM_THREADS")
SLICES, SIDE = 8, 96


def epochs_per_second(program, folder, dataset, variables, threads, epochs):
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES} | variables
    with tempfile.TemporaryDirectory(dir=folder) as run:
        subprocess.run(
            [program, "train", "--dataset", dataset, "--output", os.path.join(run, "run"), "--set", f"epochs={epochs}",
             "--set", f"threads={threads}", "--set", "precision=float32", "--set", "seed=1"],
            env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(os.path.join(run, "run", "metrics.csv"), encoding="utf-8") as table:
            seconds = [float(row["seconds"]) for row in csv.DictReader(table)]
    return 1 / statistics.median(seconds[1:])  # the first epoch warms up


def measure(program, folder, dataset, rounds, epochs, jobs):
    found = {name: [] for name, _, _ in SETTINGS}
    competitors = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(jobs)]
    try:
        for _ in range(rounds):
            for name, variables, threads in SETTINGS:
                found[name].append(epochs_per_second(program, folder, dataset, variables, threads, epochs))
    finally:
        for competitor in competitors:
            competitor.kill()
            competitor.wait()
    return {name: statistics.median(values) for name, values in found.items()}


def main():
    program = sys.argv[1]
    rounds, epochs, jobs = (int(value) for value in (sys.argv[2:] + ["1", "6", "1"][len(sys.argv) - 2:])[:3])
    with tempfile.TemporaryDirectory() as folder:
        dataset = os.path.join(folder, "dataset")
        subprocess.run([program, "phantom", "--count", str(SLICES), "--size", str(SIDE), "--seed", "1", "--output", dataset],
                       check=True, stdout=subprocess.DEVNULL)
        idle = measure(program, folder, dataset, rounds, epochs, 0)
        busy = measure(program, folder, dataset, rounds, epochs, jobs)
    print(f"{os.cpu_count()} cores, {SLICES} phantoms of {SIDE}×{SIDE}, median of {rounds} runs of {epochs} epochs\n")
    print(f"| threads | idle, epochs/s | beside {jobs} busy process{'' if jobs == 1 else 'es'}, epochs/s |")
    print("|---|---:|---:|")
    for name, _, _ in SETTINGS:
        print(f"| {name} | {idle[name]:.2f} | {busy[name]:.2f} |")


if __name__ == "__main__":
    if len(sys.argv) < 2 or not all(value.isdigit() and int(value) > 0 for value in sys.argv[2:]):
        sys.exit("usage: benchmarks/busy-machine/run [ROUNDS [EPOCHS [JOBS]]]")
    main()
