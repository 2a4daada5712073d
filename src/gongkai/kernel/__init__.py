"""What everything is: records, cases, and the flow beneath both."""
