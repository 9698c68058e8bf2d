"""The sheet in the window: shown, walked over, typed into; lines, blocks and what stands beside a cell."""
