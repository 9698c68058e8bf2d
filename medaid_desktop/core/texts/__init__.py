"""What single texts mean: numbers, money, dates, years, targets, codes, phones, and the types of fields made of them."""
