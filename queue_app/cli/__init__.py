"""`topmost ...`: commands of the operator. Refusals go to standard error with exit code 1, wrong usage with 2."""
