"""One event for the process, set on SIGTERM. Background threads and long answers end on it."""

import threading

stopping = threading.Event()
