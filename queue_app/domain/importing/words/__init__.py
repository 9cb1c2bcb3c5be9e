"""How other tools name what is ours: headings of columns, words for states. Data in TOML, with the rules that look them up."""
