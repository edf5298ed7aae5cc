"""robots.txt, in the kinds that the outlets have."""

from demo.newsroom.houses import House

AGENTS = ("GPTBot", "CCBot", "ClaudeBot", "Bytespider", "PetalBot")


def robots_text(house: House, sitemap: str, barred: list[str]) -> str:
    """The rules of an outlet; `barred` are paths that nobody may fetch."""
    lines = [f"Sitemap: {sitemap}", ""] if sitemap else []
    if house.robots == "agents":
        lines += [f"User-agent: {name}" for name in AGENTS]
        lines += ["Crawl-delay: 5", "Disallow: /", ""]
    lines.append("User-agent: *")
    if house.robots == "rules":
        lines += ["Disallow: /search", "Disallow: /api/", "Disallow: /*?utm_"]
    elif house.robots == "blog":
        lines += ["Disallow: /search", "Allow: /"]
    lines += [f"Disallow: {path}" for path in barred]
    if not lines[-1].startswith(("Disallow", "Allow")):
        lines.append("Disallow:")
    return "\n".join(lines) + "\n"
