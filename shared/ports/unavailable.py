"""What a port says when what it stands on is away, whichever technology that is."""


class Unusable(Exception):
    """What was named to stand on is no address, or does not let us in. Nothing comes of asking again."""


class Unavailable(Exception):
    """The store or the bus cannot be reached now. What was asked may have happened or not; ask again later."""
