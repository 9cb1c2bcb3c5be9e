"""Cover: how many people can take an item of an area, and what to do where only one can."""
