"""What the product is measured by, each figure beside a yardstick in the same run."""
