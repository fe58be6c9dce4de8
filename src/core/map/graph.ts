import type { MapMark, MapWorkflow, OversightMap } from '../schema/oversight-map.ts';
import type { GraphWords } from './graph-words.ts';

/** The columns, from who proposes to where it leaves. */
export const COLUMNS = ['agent', 'workflow', 'gate', 'person', 'way'] as const;
export type Column = (typeof COLUMNS)[number];

export type Node = {
  id: string;
  column: Column;
  /** as people call it */
  label: string;
  /** what else is to be known, short */
  facts: string[];
  marks: MapMark[];
  /** ids of those that it stands for, where several are drawn as one */
  members: string[];
};
export type Edge = { from: string; to: string; label: string };
export type Graph = { nodes: Node[]; edges: Edge[] };

/** More of one column than this are drawn in groups of those that are alike. */
const CROWD = 16;

const fold = (address: string): string => address.toLowerCase();

/**
 * The map as nodes and edges, in an order that depends on nothing but the map. Agents that feed the same
 * workflows, and carry no mark, are one node where there are many; `opened` names groups to be drawn apart.
 */
export function graphOf(
  map: OversightMap,
  marks: readonly MapMark[],
  { words, opened = new Set() }: { words: GraphWords; opened?: ReadonlySet<string> },
): Graph {
  const on = (kind: MapMark['on']['kind'], id: string): MapMark[] =>
    marks.filter((mark) => mark.on.kind === kind && mark.on.id === id);
  const agents = agentNodes(map, { on, opened, words });
  const people = peopleNodes(map, { on, words });
  const nodes: Node[] = [
    ...agents.nodes,
    ...map.workflows.flatMap((workflow) => [
      node('workflow', workflow.id, {
        label: workflow.name,
        facts: [
          ...(workflow.state === 'paused' ? [words.paused()] : []),
          words.waiting(workflow.waiting),
          ...(workflow.stage === undefined ? [] : [words.stage(workflow.stage)]),
        ],
        marks: on('workflow', workflow.id),
      }),
      node('gate', workflow.id, {
        label: words.pattern(workflow.pattern),
        facts: [
          words.lanes(new Set(workflow.lanes.map(({ tier }) => tier)), workflow.earns),
          words.brakes(workflow.brakes),
        ],
        marks: on('gate', workflow.id),
      }),
    ]),
    ...people.nodes,
    ...wayNodes(map, words),
  ];
  const edges: Edge[] = [
    ...agents.edges,
    ...map.workflows.flatMap((workflow) => [
      { from: `workflow:${workflow.id}`, to: `gate:${workflow.id}`, label: words.decidedAt() },
      ...people.edges(workflow),
      ...waysOf(workflow).map((way) => ({
        ...{ from: `gate:${workflow.id}`, to: `way:${way}` },
        label: words.leavesBy(),
      })),
    ]),
  ];
  return { nodes, edges };
}

const node = (
  column: Column,
  id: string,
  rest: { label: string; facts?: string[]; marks?: MapMark[]; members?: string[] },
): Node => ({
  ...{ id: `${column}:${id}`, column, label: rest.label },
  ...{ facts: rest.facts ?? [], marks: rest.marks ?? [], members: rest.members ?? [] },
});

type On = (kind: MapMark['on']['kind'], id: string) => MapMark[];

function agentNodes(
  map: OversightMap,
  { on, opened, words }: { on: On; opened: ReadonlySet<string>; words: GraphWords },
) {
  const live = map.agents.filter(({ revoked, feeds }) => !revoked || feeds.length > 0);
  const groups = new Map<string, typeof live>();
  for (const agent of live) {
    const feeds = agent.feeds.map(({ workflowId }) => workflowId).sort();
    const key =
      live.length > CROWD && on('agent', agent.id).length === 0 ? feeds.join(' ') : agent.id;
    groups.set(key, [...(groups.get(key) ?? []), agent]);
  }
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  const add = (members: typeof live, made: Node): void => {
    nodes.push(made);
    const totals = new Map<string, number>();
    for (const { feeds } of members)
      for (const { workflowId, proposals } of feeds)
        totals.set(workflowId, (totals.get(workflowId) ?? 0) + proposals);
    for (const [workflowId, proposals] of [...totals].sort())
      edges.push({
        ...{ from: made.id, to: `workflow:${workflowId}` },
        label: words.proposed(proposals, map.days),
      });
  };
  for (const [key, members] of groups) {
    const [first] = members;
    const id = `agent:group ${key}`;
    if (!first) continue;
    if (members.length === 1 || opened.has(id))
      for (const agent of members)
        add(
          [agent],
          node('agent', agent.id, {
            label: agent.name,
            facts: [
              ...(agent.revoked ? [words.revoked()] : []),
              [...new Set(agent.feeds.flatMap(({ models }) => models))].sort().join(', ') ||
                words.idle(),
            ],
            marks: on('agent', agent.id),
          }),
        );
    else
      add(members, {
        ...node('agent', `group ${key}`, {
          label: words.alike(members.length),
          facts: [members.map(({ name }) => name).join(', ')],
          marks: members.flatMap((agent) => on('agent', agent.id)),
          members: members.map(({ id: each }) => each),
        }),
      });
  }
  return { nodes, edges };
}

function peopleNodes(map: OversightMap, { on, words }: { on: On; words: GraphWords }) {
  /** address → what they are, by workflow */
  const roles = new Map<string, Map<string, string[]>>();
  const add = (address: string, workflowId: string, role: string): void => {
    const of = roles.get(fold(address)) ?? new Map<string, string[]>();
    of.set(workflowId, [...(of.get(workflowId) ?? []), role]);
    roles.set(fold(address), of);
  };
  for (const { id, owner, tiers, deciders } of map.workflows) {
    add(owner, id, words.owns());
    for (const { tier, approver, standIn } of tiers) {
      add(approver, id, words.answers(tier));
      if (standIn !== undefined) add(standIn, id, words.standsIn(tier));
    }
    for (const address of deciders) add(address, id, words.decides());
  }
  const known = new Map(map.people.map((person) => [fold(person.email), person]));
  return {
    nodes: [...roles.keys()].map((address) => {
      const person = known.get(address);
      return node('person', address, {
        label: person?.name ?? address,
        facts: [
          person === undefined ? words.nobody() : words.role(person.role),
          ...(person && person.awayUntil !== null && person.awayUntil > map.at
            ? [words.away()]
            : []),
        ],
        marks: on('person', address),
      });
    }),
    edges: ({ id }: MapWorkflow): Edge[] =>
      [...roles].flatMap(([address, of]) => {
        const said = of.get(id);
        if (!said) return [];
        const label = [...new Set(said)].join(', ');
        return [{ from: `gate:${id}`, to: `person:${address}`, label }];
      }),
  };
}

const wayOf = (executor: string): string =>
  executor.startsWith('gmail-compose:') ? 'mailbox' : executor;
const waysOf = ({ executors }: MapWorkflow): string[] => [...new Set(executors.map(wayOf))].sort();

function wayNodes(map: OversightMap, words: GraphWords): Node[] {
  const ways = [...new Set(map.workflows.flatMap(waysOf))].sort();
  return ways.map((way) => node('way', way, { label: words.way(way) }));
}
