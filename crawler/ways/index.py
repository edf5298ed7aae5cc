"""Index pages by day."""

from datetime import date, timedelta
from urllib.parse import quote

from crawler.outlet import Outlet, WayRule
from crawler.ways.anchors import selector_option
from crawler.ways.base import Answer, Ask, Reading, Window
from crawler.ways.options import number_option, text_option
from crawler.ways.pages import END, fresh_leads, read_list
from crawler.ways.templates import fill
from crawler.ways.trail import Trail

# Without a beginning: today and the days before that an index may still be filled for.
LAST_DAYS = 3
# Ten years of days in one crawl.
MOST_DAYS = 3_660
STRFTIME = {
    **{"%-d": "{0.day}", "%-m": "{0.month}", "%-j": "{1}", "%-y": "{2}"},
    **{"%d": "{0.day:02}", "%m": "{0.month:02}", "%Y": "{0.year:04}", "%y": "{2:02}", "%j": "{1:03}"},
}


class IndexWay:
    """Articles by index pages of a day; `max_pages` bounds the pages of one day."""

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.format = text_option(rule, "date", "%Y-%m-%d")
        self.first = number_option(rule, "first", 1)
        self.step = number_option(rule, "step", 1, least=1)
        self.area = selector_option(rule, "area")
        if "{date}" not in rule.url:
            raise ValueError(f"{outlet.id}: index {rule.url}: url has no {{date}}")

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The first page of every day of the window, newest first."""
        last = min(window.until or window.today, window.today)
        count = (last - window.since).days + 1 if window.since else LAST_DAYS
        days = [last - timedelta(days=n) for n in range(min(count, MOST_DAYS, last.toordinal() - 1))]
        return tuple(self._ask(day.isoformat(), 1, {}) for day in days)

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """The articles of a page that earlier pages of the day did not have, and the next page while it brings any."""
        if answer.status == 304 or (ask.number > 1 and answer.status in END):
            return Reading()
        page = read_list(self.outlet, answer, self.area)
        trail = Trail.of(ask.state)
        fresh = trail.fresh(page.leads)
        leads = fresh_leads(page, fresh, window)
        day = ask.state.get("day")
        has_next = "{n}" in self.rule.url and ask.number < self.rule.max_pages and isinstance(day, str)
        if not fresh or not has_next:
            return Reading(leads, problem=page.problem)
        following = self._ask(str(day), ask.number + 1, trail.after(page.leads, is_stale=False).state())
        return Reading(leads, (following,), page.problem)

    def _ask(self, day: str, number: int, state: dict[str, object]) -> Ask:
        written = quote(format_day(date.fromisoformat(day), self.format), safe="/-.,:")
        url = fill(self.rule.url, date=written, n=self.first + (number - 1) * self.step)
        return Ask(self.outlet.absolute(url), number, {**state, "day": day})


def format_day(day: date, form: str) -> str:
    """A day in a form of strftime; `%-d` is a day without a zero before on every system."""
    values = (day, day.timetuple().tm_yday, day.year % 100)
    for letters, template in STRFTIME.items():
        form = form.replace(letters, template.format(*values))
    return form
