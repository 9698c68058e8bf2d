"""From one content to another: what differs, what a new year takes over."""
