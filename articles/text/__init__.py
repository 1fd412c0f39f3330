"""What an article may hold: cleaning, paragraphs, differences.

Pure: knows no database and no request.  Imports nothing of the app.
"""
