"""The input of forecasts, and the quoted dates."""
