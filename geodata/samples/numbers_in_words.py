"""Numbers as the Russian, Kyrgyz and Kazakh texts of the samples write them."""


def spaced(number: int | str) -> str:
    """Thousands parted by a narrow space: of a number, or of one that is written with commas."""
    return (number if isinstance(number, str) else f"{number:,}").replace(",", "\u202f")
