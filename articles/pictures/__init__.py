"""The library: from an uploaded file to a picture with the files that readers get.

``imaging`` alone imports Pillow, which a host may lack; what a page shows needs none of this.  Imports models
and what those stand on.
"""
