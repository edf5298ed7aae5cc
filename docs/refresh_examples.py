"""Three questions and their answers for the README, asked of the demonstration warehouse: `make examples`."""

import io
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from warehouse.connection import warehouse_path  # noqa: E402
from warehouse.shell import WRITERS, ask  # noqa: E402

BLOCK = re.compile(r"(<!-- examples: [^>]*-->\n).*?(<!-- /examples -->)", re.DOTALL)
SECONDS = 60
# What is asked, and how the answer is read.
EXAMPLES = (
    (
        "Which provinces report most about it? Articles, and independent stories with copies folded:",
        """SELECT name, article_count, story_count
FROM articles_by_province
WHERE article_count > 0
ORDER BY story_count DESC, name
LIMIT 5""",
    ),
    (
        "What was done in the last 60 days before the vote of 2024? Stories, by type of measure:",
        """SELECT m.type, count(DISTINCT a.story_id) AS story_count
FROM measures AS m
JOIN articles AS a USING (article_id)
JOIN article_elections AS x USING (article_id)
JOIN elections AS e USING (election_id)
WHERE e.election_id = 'pilkada-2024' AND m.status = 'taken'
  AND a.report_date BETWEEN e.voting_date - 60 AND e.voting_date
GROUP BY m.type
ORDER BY story_count DESC, m.type
LIMIT 6""",
    ),
    (
        "Which sentences say that a sanction was imposed? Every number opens like this:",
        """SELECT report_date, sentence
FROM evidence
WHERE kind = 'measure' AND type = 'sanction_imposed' AND status = 'taken'
ORDER BY report_date DESC, item_id
LIMIT 4""",
    ),
)


def answers(data_dir: Path) -> str:
    """The questions with their answers, as Markdown."""
    parts = []
    for what, sql in EXAMPLES:
        out = io.StringIO()
        ask(warehouse_path(data_dir), sql, SECONDS, lambda answer, out=out: WRITERS["table"](answer, out))
        rows = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
        parts.append(f"{what}\n\n```sql\n{sql}\n```\n\n```text\n{rows}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    found = answers(Path(sys.argv[1]))
    readme.write_text(BLOCK.sub(lambda match: f"{match[1]}\n{found}\n{match[2]}", text), encoding="utf-8")
