"""What the guard keeps: lists of words in their versions, reasons why something found may stand, what was found in attachments."""
