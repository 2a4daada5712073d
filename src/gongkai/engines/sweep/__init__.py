"""The nightly search of all that is published for what must not stand there: in small steps, from where the last one ended."""
