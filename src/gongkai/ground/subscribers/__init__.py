"""Who asked to be told of what is published: their address and wishes sealed under a key of their own, erased when they leave."""
