"""The documents of a team beside its queue and its items: one module a word of the product, each made from its screen."""
