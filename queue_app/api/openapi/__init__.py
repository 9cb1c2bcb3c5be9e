"""The API's description (OpenAPI 3.1), built from the declarations that also parse the requests."""
