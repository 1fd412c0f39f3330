"""What the public reads: pages of threads, the newest comments, and how long a cache may keep them.

Imports forms, models, requests and text; never selects an address.
"""
