"""What travels: calls, addresses, masks, the API's vocabulary, refusals."""
