"""Pages beside the list of comments: more filters, what lost its object, what stands around a comment.

Imports what the desk's modules import, and the cards; the list imports this.
"""
