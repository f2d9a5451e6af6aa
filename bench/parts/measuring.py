"""Time and peak memory of one piece of work, in a process of its own."""

import resource
import time


def measured(work):
    start, cpu = time.perf_counter(), time.process_time()
    extra = work()
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **extra,
    }
