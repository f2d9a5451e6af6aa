"""A plain line chart as SVG: one line a series, x on a logarithmic scale, each line named."""

import math
from pathlib import Path
from xml.sax.saxutils import escape


LEFT, TOP, WIDTH, HEIGHT, RIGHT, ROW = 60, 40, 480, 320, 160, 15


def draw_lines(path: Path, title: str, under: str, series: dict[str, list[tuple[int, float]]]):
    """Write a chart of (x, y) points by name, y from 0 to 1; `under` says what x is."""
    most = max(x for points in series.values() for x, _y in points)
    least = min(x for points in series.values() for x, _y in points)

    def place(x, y):
        along = math.log(x / least) / max(math.log(most / least), 1e-9)
        return LEFT + along * WIDTH, TOP + (1 - y) * HEIGHT

    box = f'viewBox="0 0 {LEFT + WIDTH + RIGHT} {TOP + HEIGHT + 50}"'
    look = 'font-family="sans-serif" font-size="13" role="img"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} {look}>',
        f"<title>{escape(title)}</title>",
        f'<text x="8" y="20" font-weight="bold">{escape(title)}</text>',
    ]
    for step in range(0, 11, 2):
        _x, y = place(least, step / 10)
        lines.append(f'<path d="M{LEFT} {y:.0f}h{WIDTH}" stroke="#d5dcdc"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{step / 10}</text>')
    for x in (each for each in (10, 30, 100, 300, 1000, 3000, 10_000) if least <= each <= most):
        across, _y = place(x, 0)
        lines.append(
            f'<text x="{across:.0f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{x}</text>'
        )
    lines.append(f'<text x="{LEFT}" y="{TOP + HEIGHT + 38}">{escape(under)}</text>')
    lines += _drawn(series, place)
    path.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


def _drawn(series, place):
    """Yield each line and its name, the names at the right moved apart where they would meet."""
    last = TOP - ROW
    for name, points in sorted(series.items(), key=lambda each: -each[1][-1][1]):
        corners = [place(*point) for point in points]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        yield f'<polyline points="{drawn}" fill="none" stroke="#0f5c63" stroke-width="2"/>'
        x, y = corners[-1]
        last = max(y + 4, last + ROW)
        beside = LEFT + WIDTH + 24
        yield f'<path d="M{x:.1f} {y:.1f}L{beside - 4} {last - 4:.1f}" stroke="#9aa7a8"/>'
        yield f'<text x="{beside}" y="{last:.1f}">{escape(name)}</text>'
