"""How often visitors may send, and staff may guess: counted by address, without keeping it."""
