"""Daily screening (每日警情研判): what a call record is about, and which words say so."""
