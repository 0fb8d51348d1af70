"""The calls of the Drive API: files, sharing, exports."""
