import gc
import subprocess
import sys
import weakref

from themeline.memory import spare_what_stays

KEPT = """
import numpy as np
{first}
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1024
before = resident()
for _ in range(3):  # freed blocks of 30 MB raise the C library's limit
    block = np.ones(30_000_000 // 8)
    del block
many = [np.ones(4_000_000 // 8) for _ in range(40)]
kept = many[-1]
del many
print(resident() - before)
"""


def left_behind(first: str) -> float:
    program = KEPT.format(first=first)
    return float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)


def test_large_blocks_are_given_back_though_a_later_one_is_in_use():
    with_it = left_behind("from themeline.memory import give_back_large_blocks; give_back_large_blocks()")
    assert with_it < 20
    assert left_behind("") >= with_it


def test_arrow_gives_back_what_it_frees():
    first = "from themeline.memory import give_back_large_blocks; give_back_large_blocks()"
    program = f"import pyarrow as pa\n{first}\nprint(pa.default_memory_pool().backend_name)"
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert found.strip() == "system"


class Circle:
    def __init__(self):
        self.itself = self


def test_what_is_in_use_is_left_out_of_collections_until_it_is_considered_anew():
    try:
        unused = weakref.ref(Circle())
        circle = Circle()
        used = weakref.ref(circle)
        spare_what_stays()
        assert unused() is None
        del circle
        gc.collect()
        assert used() is not None
        spare_what_stays()
        assert used() is None
    finally:
        gc.unfreeze()
