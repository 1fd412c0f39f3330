"""Which script the pages have: the walk tries each."""

chosen = ""


def library(_request):
    return {"library": chosen}
