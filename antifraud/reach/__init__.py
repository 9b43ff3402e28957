"""How many people were told of fraud, each once, and what happened before and after."""
