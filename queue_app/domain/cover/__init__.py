"""Cover: how many people can take an item of an area, and what to do if only one can."""
