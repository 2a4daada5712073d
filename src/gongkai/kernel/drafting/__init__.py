"""What stands beside a draft and is no part of it: what other units were asked to write for it, remarks on it, and the outlines drafts begin from."""
