"""What a worker does beside answering people, and what an audit asks of a database."""
