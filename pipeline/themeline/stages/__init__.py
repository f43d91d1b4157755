"""What each command does, as plain functions over the rooms and the store."""
