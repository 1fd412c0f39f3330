"""The demo's pictures, drawn by this script alone: nobody else's work is in them."""

from . import pellow_bridge, portraits, valbrune

# How many pixels wide: no more than the widest of what is cut from a picture for other sites.
WIDE, PORTRAIT = 1200, 400

SCENES = {
    "clock-tower": pellow_bridge.clock_tower,
    "bridge": pellow_bridge.bridge,
    "bus": pellow_bridge.bus,
    "allotment": pellow_bridge.allotment,
    "library": valbrune.library,
    "bakery": valbrune.bakery,
    "harbour": valbrune.harbour,
    "square": valbrune.square,
}
PORTRAITS = {"harriet": portraits.harriet, "solene": portraits.solene}


def drawn(name: str) -> bytes:
    """The picture of this name as a JPEG file, the same bytes each time.

    :raises KeyError: there is no such drawing.
    """
    canvas = PORTRAITS[name](PORTRAIT) if name in PORTRAITS else SCENES[name](WIDE)
    return canvas.jpeg(seed=len(name))
