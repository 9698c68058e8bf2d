"""What a spreadsheet gives for the formulas usual in forms: the same text and figure, or no answer at all."""
