"""Forecasts from past completions alone: nobody types a date, and one model of the finish dates answers every question.

Start with `forecast.py`. `fit.py` and `doubt.py` learn from the history, `counts.py` turns that into odds, the others read them.
"""
