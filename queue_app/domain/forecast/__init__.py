"""Dates from past completions alone: nobody types one, and one function of the finish dates answers every question.

Start reading in `forecast.py`. `fit.py` learns from the history, `counts.py` turns that into odds, the others read the odds.
"""
