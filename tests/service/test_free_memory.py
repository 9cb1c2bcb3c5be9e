"""What a thread has freed goes back to the system, and the next one takes no further memory for as much."""

import subprocess
import sys

import pytest

CHILD = """
from pathlib import Path
from threading import Thread
from queue_app.service.process.free_memory import few_heaps, give_back

def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))

def work():
    kept = [bytearray(1_000) for _ in range(40_000)]
    kept[:-1] = []
    give_back()
    left.append(kept)

few_heaps()
left, before = [], held()
for _ in range(4):
    thread = Thread(target=work)
    thread.start()
    thread.join()
print(held() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_freed_memory_goes_back() -> None:
    told = subprocess.run([sys.executable, "-c", CHILD], check=True, capture_output=True, text=True)
    assert int(told.stdout) < 20
