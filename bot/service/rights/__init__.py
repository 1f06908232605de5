"""What people may do with their own data, and what is deleted because it is old."""
