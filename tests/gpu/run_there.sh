#!/usr/bin/env bash
# Runs what was packed: ./run.sh [FLAGS], see --help
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
python=${GAN_GPU_PYTHON:-python3}
[[ " $* " != *' --help '* ]] || exec "$python" "$folder/gpu_report.py" --help
GAN_TORCH_LIBRARIES=$("$python" -c '
import importlib.util, os, sys
spec = importlib.util.find_spec("torch")
if spec is None:
    sys.exit("gpu: error: no torch in this python3; name one that has it by GAN_GPU_PYTHON")
torch = spec.submodule_search_locations[0]
nvidia = os.path.join(os.path.dirname(torch), "nvidia")
folders = [os.path.join(torch, "lib")]
for name in sorted(os.listdir(nvidia)) if os.path.isdir(nvidia) else []:
    folders.append(os.path.join(nvidia, name, "lib"))
print(":".join(folders))')
export GAN_TORCH_LIBRARIES
exec "$python" "$folder/gpu_report.py" "$@"
