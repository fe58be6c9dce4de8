import type { Finding } from '../antipatterns/finding.ts';

import type { Risk, RiskCode } from '../scan/risk.ts';
import type { MapMark, OversightMap } from '../schema/oversight-map.ts';
import { riskKey } from './place.ts';

/** Anti-patterns that lie in how a workflow is decided; the others are the workflow's own. */
const AT_THE_GATE: ReadonlySet<string> = new Set(['A1', 'A4', 'A5']);

/** Marks by connection that say what a risk of the scan says: one of the two is enough. */
const SAME: Readonly<Record<string, RiskCode>> = {
  'no-owner': 'nobody-reviews',
  unanswered: 'gate-unanswered',
};

/**
 * The marks by connection, with those of anti-patterns and of the structural scan, each on what it was
 * found on, and with its key on the risks page. What the map doesn't have is marked on the workspace.
 * Pure.
 */
export function withFound(
  map: Pick<OversightMap, 'agents' | 'workflows'>,
  marks: readonly MapMark[],
  found: { findings: readonly Finding[]; risks: readonly Risk[] },
): MapMark[] {
  const risks = found.risks.filter(({ source }) => source === 'gate');
  const said = new Set<Risk>();
  const linked = marks.map((mark) => {
    const risk = risks.find((each) => each.code === SAME[mark.code] && isOn(each, mark.on));
    if (!risk) return mark;
    said.add(risk);
    return { ...mark, found: riskKey(risk) };
  });
  return [
    ...linked,
    ...found.findings.map((finding) => findingMark(map, finding)),
    ...risks.filter((risk) => !said.has(risk)).flatMap((risk) => riskMarks(map, risk)),
  ];
}

const isOn = ({ on = [] }: Risk, { kind, id }: MapMark['on']): boolean =>
  on.some((each) => each.kind === kind && each.id === id);

const WORKSPACE: MapMark['on'] = { kind: 'workspace', id: '' };

function findingMark(
  { workflows }: Pick<OversightMap, 'workflows'>,
  { key, pattern, workflowId, sentence }: Finding,
): MapMark {
  const known = workflows.find(({ id }) => id === workflowId);
  const kind = AT_THE_GATE.has(pattern) ? 'gate' : 'workflow';
  return {
    ...{ code: key, severity: pattern === 'A2' ? 'warn' : 'bad' },
    on: known ? { kind, id: known.id } : WORKSPACE,
    ...{ message: `${pattern}: ${sentence}`, found: key },
  };
}

function riskMarks(
  { agents, workflows }: Pick<OversightMap, 'agents' | 'workflows'>,
  risk: Risk,
): MapMark[] {
  const known = (risk.on ?? []).filter(({ kind, id }) =>
    (kind === 'agent' ? agents : workflows).some((each) => each.id === id),
  );
  const key = riskKey(risk);
  return (known.length > 0 ? known : [WORKSPACE]).map((on) => ({
    ...{ code: key, severity: risk.severity === 'high' ? 'bad' : 'warn', on },
    ...{ message: `${risk.sentence} ${risk.todo}`, found: key },
  }));
}
