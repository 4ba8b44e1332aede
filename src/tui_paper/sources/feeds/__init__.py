"""What a feed says, by format: every format's module gives the same plain values, one place makes entries of them."""
