"""`topmost ...`: the operator's commands. Refusals go to standard error with exit code 1, usage errors with exit code 2."""
