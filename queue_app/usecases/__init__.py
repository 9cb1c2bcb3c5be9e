"""The use cases: what people do. One function is one transaction. Only `transaction.py` commits. No Flask."""
