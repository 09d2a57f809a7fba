"""Times `deepslice predict` on 500 images from files to files, and PyTorch's time for the network alone: ROOT [ROUNDS [MODEL]]."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import torch

SLICES, SIDE, BATCH = 500, 84, 8


def read_plan(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    return json.loads(header["__metadata__"]["plan"])


def network(root, plan):
    sys.path.insert(0, os.path.join(root, "benchmarks", "training-step"))
    from training_step import UNet

    return UNet(plan["regionCount"], plan["widths"]).eval().to(memory_format=torch.channels_last)


def time_network(model, plan, bfloat16):
    side = plan["workingSize"]
    images = torch.rand(BATCH, 1, side["height"], side["width"]).to(memory_format=torch.channels_last)
    start = time.perf_counter()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        for _ in range((SLICES + BATCH - 1) // BATCH):
            model(images).float().softmax(1)
    return time.perf_counter() - start


def main():
    root = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    model_file = sys.argv[3] if len(sys.argv) > 3 else os.path.join(root, "models", "sagittal-six-regions.safetensors")
    plan = read_plan(model_file)
    model = network(root, plan)
    torch.set_num_threads(os.cpu_count())
    deepslice = os.path.join(root, "deepslice")
    with tempfile.TemporaryDirectory() as folder:
        def run(*arguments):
            subprocess.run([deepslice, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        dataset = os.path.join(folder, "dataset")
        run("phantom", "--count", str(SLICES), "--size", str(SIDE), "--output", dataset)

        def predict():
            start = time.perf_counter()
            run("predict", "--model", model_file, "--input", os.path.join(dataset, "images"), "--output", os.path.join(folder, "found"))
            return time.perf_counter() - start

        sides = {
            "deepslice predict, files to files, including start-up": predict,
            f"PyTorch {torch.__version__}, network alone, float32": lambda: time_network(model, plan, False),
            f"PyTorch {torch.__version__}, network alone, bfloat16": lambda: time_network(model, plan, True),
        }
        for side in sides.values():
            side()
        seconds = {name: [] for name in sides}
        for _ in range(rounds):
            for name, side in sides.items():
                seconds[name].append(side())

    print(f"{SLICES} images of {SIDE}×{SIDE}, U-Net {plan['widths']}, {os.cpu_count()} processors, {rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
    print("| | seconds | slices per second (spread) |\n|---|---|---|")
    for name, times in seconds.items():
        print(f"| {name} | {statistics.median(times):.2f} | **{SLICES / statistics.median(times):.0f}** ({SLICES / max(times):.0f} … {SLICES / min(times):.0f}) |")


if __name__ == "__main__":
    main()
