import { COLUMNS, type Column, type Graph, type Node } from './graph.ts';

export type Placed = Node & { x: number; y: number; width: number; height: number };
export type Line = {
  from: string;
  to: string;
  label: string;
  /** a cubic curve: where it begins and ends, and its two handles */
  points: readonly [Point, Point, Point, Point];
};
export type Point = { x: number; y: number };
export type Layout = {
  nodes: Placed[];
  lines: Line[];
  heads: { column: Column; x: number; y: number }[];
  width: number;
  height: number;
};

/** Sizes in CSS pixels, on the 4 px grid. */
const BOX = { width: 244, height: 56 };
const GAP = { x: 72, y: 12 };
const TOP = 40;
const EDGE = 12;
/** Passes over the columns; more changes nothing that a person would see. */
const PASSES = 6;

/**
 * Places a graph in columns. Each column is ordered by the mean place of what its nodes are connected to,
 * there and back a few times (the barycentre heuristic of Sugiyama, Tagawa, Toda, "Methods for visual
 * understanding of hierarchical system structures", IEEE Trans. SMC 11 (1981) 109–125), ties by id: the
 * same graph is always the same picture.
 */
export function layoutOf({ nodes, edges }: Graph): Layout {
  const columns = COLUMNS.map((column) =>
    nodes.filter((node) => node.column === column).sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const near = new Map<string, string[]>();
  for (const { from, to } of edges) {
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  for (let pass = 0; pass < PASSES; pass += 1) {
    const order = pass % 2 === 0 ? columns.keys() : [...columns.keys()].reverse();
    for (const at of order) columns[at] = ordered(columns[at] ?? [], { columns, near });
  }
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const height = TOP + tallest * (BOX.height + GAP.y) + EDGE;
  const placed = columns.flatMap((column, index) => {
    const free = height - TOP - column.length * (BOX.height + GAP.y);
    return column.map((node, nth) => ({
      ...node,
      ...BOX,
      x: EDGE + index * (BOX.width + GAP.x),
      y: TOP + free / 2 + nth * (BOX.height + GAP.y),
    }));
  });
  const byId = new Map(placed.map((node) => [node.id, node]));
  return {
    nodes: placed,
    lines: edges.flatMap(({ from, to, label }) => {
      const [a, b] = [byId.get(from), byId.get(to)];
      return a && b ? [{ from, to, label, points: curve(a, b) }] : [];
    }),
    heads: COLUMNS.map((column, index) => ({
      ...{ column, x: EDGE + index * (BOX.width + GAP.x), y: TOP - 16 },
    })),
    width: EDGE * 2 + COLUMNS.length * BOX.width + (COLUMNS.length - 1) * GAP.x,
    height,
  };
}

function ordered(
  column: readonly Node[],
  { columns, near }: { columns: readonly (readonly Node[])[]; near: ReadonlyMap<string, string[]> },
): Node[] {
  const place = new Map<string, number>();
  for (const each of columns)
    for (const [nth, { id }] of each.entries()) place.set(id, (nth + 0.5) / each.length);
  const wish = (id: string): number => {
    const others = near.get(id) ?? [];
    if (others.length === 0) return place.get(id) ?? 0;
    return others.reduce((sum, other) => sum + (place.get(other) ?? 0), 0) / others.length;
  };
  return [...column].sort((a, b) => wish(a.id) - wish(b.id) || (a.id < b.id ? -1 : 1));
}

function curve(a: Placed, b: Placed): Line['points'] {
  const start = { x: a.x + a.width, y: a.y + a.height / 2 };
  const end = { x: b.x, y: b.y + b.height / 2 };
  const pull = Math.max(32, (end.x - start.x) / 2);
  return [start, { x: start.x + pull, y: start.y }, { x: end.x - pull, y: end.y }, end];
}

/** Which node a press of an arrow key goes to: up and down in a column, left and right along a line. */
export function stepFrom(
  { nodes, lines }: Pick<Layout, 'nodes' | 'lines'>,
  id: string,
  key: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight',
): string {
  const at = nodes.find((node) => node.id === id);
  if (!at) return nodes[0]?.id ?? '';
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const column = nodes.filter((node) => node.column === at.column);
    const nth = column.findIndex((node) => node.id === id) + (key === 'ArrowUp' ? -1 : 1);
    return column[nth]?.id ?? id;
  }
  const forward = key === 'ArrowRight';
  const ids = lines.flatMap(({ from, to }) =>
    forward ? (from === id ? [to] : []) : to === id ? [from] : [],
  );
  const along = nodes.filter((node) => ids.includes(node.id));
  // Where no line leads on, the next column does: so every box can be reached.
  const on = along.length > 0 ? along : nodes.filter(({ x }) => (forward ? x > at.x : x < at.x));
  const nearest = [...on].sort(
    (a, b) =>
      Math.abs(a.x - at.x) - Math.abs(b.x - at.x) || Math.abs(a.y - at.y) - Math.abs(b.y - at.y),
  );
  return nearest[0]?.id ?? id;
}
