"""Flow: how work goes through the team, from finished items. No number here is about a person."""
