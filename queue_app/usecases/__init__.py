"""WHAT PEOPLE DO. One function is one transaction. Only `transaction.py` commits. No Flask."""
