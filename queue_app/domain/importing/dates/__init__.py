"""Days and times as other tools write them: in any usual language, with the day or the month first."""
