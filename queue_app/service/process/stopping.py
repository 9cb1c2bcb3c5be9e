"""One event for the whole process: set on SIGTERM, and everything that runs by itself or answers for long ends on it."""

import threading

stopping = threading.Event()
