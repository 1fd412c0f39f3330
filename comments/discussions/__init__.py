"""What the public reads: pages of threads, the newest comments, and how long a cache may keep them.

Stands on models, forms and text; never selects an address."""
