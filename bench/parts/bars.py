"""A plain bar chart as SVG: a label, a bar, the number."""

from pathlib import Path
from xml.sax.saxutils import escape


ROW, LEFT, WIDTH, RIGHT = 24, 300, 360, 60


def draw_bars(path: Path, title: str, bars: list[tuple[str, float]]) -> None:
    """Write a chart of (label, value) pairs; the longest bar is the largest value."""
    most = max((value for _label, value in bars), default=1) or 1
    height = ROW * (len(bars) + 2)
    box = f'viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}"'
    look = 'font-family="sans-serif" font-size="13" role="img"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} {look}>',
        f"<title>{escape(title)}</title>",
        f'<text x="8" y="{ROW - 6}" font-weight="bold">{escape(title)}</text>',
    ]
    for number, (label, value) in enumerate(bars, start=1):
        top = number * ROW
        long = max(0.0, value) / most * WIDTH
        lines += [
            f'<text x="{LEFT - 8}" y="{top + 16}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{LEFT}" y="{top + 4}" width="{long:.1f}" height="16" fill="#0f5c63"/>',
            f'<text x="{LEFT + long + 6:.1f}" y="{top + 16}">{value:.3f}</text>',
        ]
    path.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")
