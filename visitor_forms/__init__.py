"""What every form that a visitor sends needs: whose it is, how often, and how it is kept."""
