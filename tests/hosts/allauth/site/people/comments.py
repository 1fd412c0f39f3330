"""Who comments, and under which name."""


def may_comment(person, _story):
    if person is None:
        return True
    return person.subscribes or "Your subscription has ended."


def display_name(person):
    return person.pen_name
