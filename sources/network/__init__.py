"""One address asked for: only public hosts, https, bounded size and time."""
