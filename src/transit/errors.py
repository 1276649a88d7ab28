"""The error that the package raises for input it cannot use."""


class TransitError(ValueError):
    """Input that cannot be used; the message names the place and says what to do."""
