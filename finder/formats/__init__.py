"""How this site writes dates and numbers where Django's way is another country's."""
