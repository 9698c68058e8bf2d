"""The pieces that paper is composed of: lines of tables, merged groups, heads, titles, breaking of lines."""
