"""What commands do to old rows: adopt, erase, forget.

May import posting and what stands beneath it.
"""
