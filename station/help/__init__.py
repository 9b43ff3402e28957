"""What each page is for, and the manual: chapters, their sections and pictures."""
