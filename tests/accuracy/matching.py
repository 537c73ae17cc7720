"""Spans that are the same words, and the best one-to-one pairing of what shares them."""

from collections.abc import Iterable, Mapping, Sequence

Span = tuple[int, int]


def matched(weights: Mapping[tuple[int, str], float]) -> dict[int, str]:
    """The one-to-one pairing of rows and columns with the greatest sum of weights (Kuhn and Munkres' method)."""
    rows, columns = sorted({r for r, _ in weights}), sorted({c for _, c in weights})
    size = max(len(rows), len(columns))
    cost = [[0.0] * (size + 1) for _ in range(size + 1)]
    for (r, c), weight in weights.items():
        cost[rows.index(r) + 1][columns.index(c) + 1] = -weight
    u, v, partner, way = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        partner[0], column = row, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while partner[column]:
            used[column], best, following = True, float("inf"), 0
            for c in range(1, size + 1):
                if not used[c]:
                    slack = cost[partner[column]][c] - u[partner[column]] - v[c]
                    if slack < least[c]:
                        least[c], way[c] = slack, column
                    if least[c] < best:
                        best, following = least[c], c
            for c in range(size + 1):
                if used[c]:
                    u[partner[c]] += best
                    v[c] -= best
                else:
                    least[c] -= best
            column = following
        while column:
            partner[column], column = partner[way[column]], way[column]
    pairs = ((partner[c], c) for c in range(1, size + 1))
    found = ((rows[r - 1], columns[c - 1]) for r, c in pairs if r <= len(rows) and c <= len(columns))
    return {r: c for r, c in found if (r, c) in weights}


def n_shared(a: Sequence[int], b: Sequence[int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def is_same(told: Sequence[int], gold: Sequence[int]) -> bool:
    shared = n_shared(told, gold)
    return shared > 0 and 2 * shared >= gold[1] - gold[0] and 3 * shared >= told[1] - told[0]


def n_same(golds: Iterable[Sequence[int]], told: Sequence[Sequence[int]]) -> int:
    return sum(any(is_same(span, gold) for span in told) for gold in golds)
