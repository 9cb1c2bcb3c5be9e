"""WHAT PEOPLE DO. One function, one transaction; the only commit is in `transaction.py`. No Flask."""
