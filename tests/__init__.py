"""Tests that cross the rooms of the house; a room's own tests stand in the room."""
