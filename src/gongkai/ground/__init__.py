"""What the kernel stands on."""
