"""One table: what | ours | bare | ratio | target | met?"""

import statistics

HEAD = ("what", "ours", "bare", "ratio", "target", "met?")


class Table:
    def __init__(self):
        self.rows = []
        self.remarks = []

    def row(self, what, ours, bare="", ratio="", target="", met=None):
        self.rows.append((what, ours, bare, ratio, target, "" if met is None else "yes" if met else "**no**"))

    def ratios(self, what, ours, bare, least, form="{:.0f}/s"):
        """Paired values of rounds, more is better."""
        ratios = [a / b for a, b in zip(ours, bare)]
        middle = statistics.median(ratios)
        self.row(what, form.format(statistics.median(ours)), form.format(statistics.median(bare)), spread(ratios),
                 f"≥ {least:.2f}", middle >= least)

    def added(self, what, ours, bare, most):
        """Paired milliseconds of rounds."""
        more = [a - b for a, b in zip(ours, bare)]
        self.row(what, milliseconds(ours), milliseconds(bare), spread(more, "{:+.2f}") + " ms", f"≤ +{most} ms",
                 statistics.median(more) <= most)

    def at_most(self, what, ours, bare, most):
        """Paired milliseconds of rounds, the ratio being what counts."""
        ratios = [a / b for a, b in zip(ours, bare)]
        self.row(what, milliseconds(ours), milliseconds(bare), spread(ratios), f"≤ {most:.2f}",
                 statistics.median(ratios) <= most)

    def limit(self, what, value, unit, target, met, bare=""):
        self.row(what, f"{value}{unit}", bare, "", target, met)

    def remark(self, sentence):
        self.remarks.append(sentence)

    def __str__(self):
        lines = [HEAD, tuple("---" for _ in HEAD), *self.rows]
        text = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        return text + "\n" + "".join(f"\n- {sentence}" for sentence in self.remarks)


def spread(values, form="{:.2f}"):
    """median (smallest … greatest; how many rounds, if fewer than nine)"""
    low, high = form.format(min(values)), form.format(max(values))
    middle = form.format(statistics.median(values))
    rounds = "" if len(values) >= 9 else f"; {len(values)} rounds"
    return middle if low == high else f"{middle} ({low} … {high}{rounds})"


def milliseconds(values):
    middle = statistics.median(values)
    return f"{middle:.2f} ms" if middle < 10 else f"{middle:.0f} ms"


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
