"""What an operator should know without asking: conditions, and the numbers behind them."""
