"""What the process gives back to the system, and what it is not asked for again."""

import ctypes
import gc

import pyarrow as pa

THRESHOLD = -3  # M_MMAP_THRESHOLD of <malloc.h>
LARGE = 1 << 20


def give_back_large_blocks() -> None:
    """Have blocks of a megabyte and more returned to the system as soon as they are freed.

    The C library of Linux raises this limit to 32 MB by itself once a block of that size has been freed; the tables
    of a large corpus then leave holes that nothing else fits into. Arrow's own allocator keeps what is freed as well,
    so it takes the C library's. Together that is a fifth of the memory of a report on 100,000 documents. Elsewhere
    nothing is done.
    """
    try:
        ctypes.CDLL(None).mallopt(THRESHOLD, LARGE)
    except (OSError, AttributeError, TypeError):
        return
    pa.set_memory_pool(pa.system_memory_pool())


def spare_what_stays() -> None:
    """Leave all objects that are in use now out of the rounds of the garbage collector.

    A worker that has loaded its models holds some 180,000 objects, nearly all of which stay until it ends; going over
    them twice in 256 abstracts was a twentieth of the cost of extracting. What a former call left out is considered
    anew.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
