"""An event that is set on SIGTERM. Background threads and open responses end on it."""

import threading

stopping = threading.Event()
