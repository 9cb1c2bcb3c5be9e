"""What charts are drawn from: positions on axes, and the words beside them."""
