"""How programs find the archive: feeds, sitemaps, rules for crawlers, browsers' search boxes, OAI-PMH."""
