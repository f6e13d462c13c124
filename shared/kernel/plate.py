"""车牌号: a vehicle's number plate, which one vehicle has."""


def plate_of(written: str) -> str:
    """The same plate, however it is written: 豫A·12345, 豫a12345."""
    return "".join(character for character in written.upper() if character.isalnum())
