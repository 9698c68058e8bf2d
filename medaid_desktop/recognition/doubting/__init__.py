"""What a clerk should look at again, and how sure a reading is."""
