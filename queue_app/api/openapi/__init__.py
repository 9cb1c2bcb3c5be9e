"""The API's description of itself (OpenAPI 3.1), made from what reads the requests. Nothing of it is written by hand twice."""
