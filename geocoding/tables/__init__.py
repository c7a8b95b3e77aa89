"""Published tables that say where addresses are: read, matched with facilities, and kept."""
