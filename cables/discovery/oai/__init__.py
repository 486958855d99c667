"""OAI-PMH 2.0: harvesters take the archive's records along, and what has changed since."""
