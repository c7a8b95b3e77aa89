"""What every visitor's form needs: origin checks, rate limits and encrypted storage."""
