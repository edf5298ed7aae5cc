"""Pages read by newspaper4k: JSON lines in (`url`, `html`), JSON lines out (`text`, `title`, `published`, `author`).

Runs in an environment of its own, made of requirements.lock beside it.
"""

import json
import sys

from newspaper import Article
from newspaper.exceptions import ArticleException

for line in sys.stdin:
    page = json.loads(line)
    article = Article(page["url"], language="id", fetch_images=False)
    told = {"text": "", "title": None, "published": None, "author": None}
    try:
        article.download(input_html=page["html"])
        article.parse()
        told = {
            "text": article.text,
            "title": article.title,
            "published": article.publish_date.isoformat() if article.publish_date else None,
            "author": ", ".join(article.authors) or None,
        }
    except (ArticleException, ValueError) as error:
        print(f"{page['url']}: {error}", file=sys.stderr)
    print(json.dumps(told), flush=True)
