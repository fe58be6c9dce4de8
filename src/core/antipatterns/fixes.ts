import { fatigueOf } from '../attention/fatigue.ts';
import { type BrakeLine, START_LINES, validateLines } from '../brakes/line.ts';
import { validatePolicy } from '../ownership/validate-policy.ts';
import { RiskTier, type Workflow, type WorkflowInput } from '../schema/workflow.ts';
import type { Fix } from './finding.ts';
import { proposedLine, type Warned } from './warning-line.ts';

/*
 * What one click does about a finding. A fix of a policy is made twice: here, to be shown, and again when
 * it is applied (`fixed`), from the same policy. One that the rules for policies refuse is not offered.
 */

/** A batch smaller than this is read one by one anyway. */
const LEAST_BATCH = 5;
/** share of high-risk items that are decided blind once reviews aren't read */
const BLIND = 0.2;
/** audit rate below which nothing is known in time */
const FORCED_AUDIT = 0.25;

/** The workflow as it would be put; null where the fix changes nothing or isn't one of a policy. */
export function fixed(workflow: Workflow, fix: Pick<Fix, 'kind' | 'person' | 'signal' | 'line'>) {
  const made = change(workflow, fix);
  if (made === null) return null;
  const { state: _state, pauseReason: _why, ...rest } = { ...workflow, ...made };
  const input: WorkflowInput = {
    ...rest,
    policy: { ...rest.policy, version: workflow.policy.version + 1 },
  };
  return validatePolicy(input).length === 0 ? input : null;
}

function change(
  { policy, pattern }: Workflow,
  { kind, person, signal, line }: Pick<Fix, 'kind' | 'person' | 'signal' | 'line'>,
): Partial<Pick<Workflow, 'policy' | 'pattern'>> | null {
  switch (kind) {
    case 'smaller-batches': {
      const { batchSize, blindShare } = fatigueOf(policy);
      const size = Math.min(batchSize, Math.max(LEAST_BATCH, Math.floor(batchSize / 2)));
      const blind = Math.max(blindShare, BLIND);
      if (size === batchSize && blind === blindShare) return null;
      const fatigue = { ...policy.fatigue, batchSize: size, blindShare: blind };
      return { policy: { ...policy, fatigue } };
    }
    case 'tune-warning': {
      const brakes =
        signal === undefined ? null : tuned(policy.brakes ?? START_LINES, { signal, line });
      return brakes && { policy: { ...policy, brakes } };
    }
    case 'person-first':
      return pattern === 'pre-approval' ? null : { pattern: 'pre-approval' };
    case 'force-audits': {
      const { autonomy } = policy;
      if (!autonomy) return null;
      const audit = autonomy.audit.map(({ from, known, novel }) => ({
        from,
        known: Math.max(known, FORCED_AUDIT),
        novel: Math.max(novel, FORCED_AUDIT),
      }));
      if (JSON.stringify(audit) === JSON.stringify(autonomy.audit)) return null;
      return { policy: { ...policy, autonomy: { ...autonomy, audit } } };
    }
    case 'one-approver': {
      if (person === undefined) return null;
      const of = RiskTier.options.map(
        (tier) => [tier, { ...policy.ownership?.[tier], approver: person }] as const,
      );
      const ownership = Object.fromEntries(of);
      if (JSON.stringify(ownership) === JSON.stringify(policy.ownership)) return null;
      return { policy: { ...policy, ownership } };
    }
    case 'drop-parallel': {
      const { parallelReview, ...rest } = policy;
      return parallelReview ? { policy: rest } : null;
    }
    default:
      return null;
  }
}

/** The warning line of a signal farther out, but inside what stops; gone where there is no room. */
function tuned(
  lines: readonly BrakeLine[],
  { signal, line: proposed }: { signal: string; line: number | undefined },
): BrakeLine[] | null {
  const at = lines.findIndex((line) => line.signal === signal && line.action === 'warn');
  const warns = lines[at];
  if (!warns) return null;
  const { side } = warns;
  const stops = lines
    .filter((line) => line.signal === signal && line.side === side && line.action === 'stop')
    .map(({ line }) => line);
  const line = proposed ?? (side === 'ceiling' ? warns.line * 2 : warns.line / 2);
  const room = stops.every((stop) => (side === 'ceiling' ? line < stop : line > stop));
  const rest = lines.filter((_, index) => index !== at);
  const moved = lines.map((each, index) => (index === at ? { ...each, line } : each));
  if (room && line < 1 && validateLines(moved).length === 0) return moved;
  return validateLines(rest).length === 0 ? rest : null;
}

type Made = Pick<Fix, 'kind' | 'label' | 'changes'> &
  Partial<Pick<Fix, 'person' | 'signal' | 'line'>>;

/** A fix of a policy; none where it changes nothing, or where no policy may say it. */
function offered(workflow: Workflow, fix: Made): Fix[] {
  if (fixed(workflow, fix) === null) return [];
  const id = [fix.kind, workflow.id, fix.signal].filter((part) => part !== undefined).join(':');
  return [{ ...fix, id, workflowId: workflow.id, basedOn: workflow.policy.version }];
}

export function smallerBatches(workflow: Workflow): Fix[] {
  const now = fatigueOf(workflow.policy);
  const then = fatigueOf(fixed(workflow, { kind: 'smaller-batches' })?.policy ?? workflow.policy);
  const share = (value: number): string => `${Math.round(value * 100)} %`;
  return offered(workflow, {
    kind: 'smaller-batches',
    label: 'Smaller batches, more blind first looks',
    changes: [
      { what: 'Clones that one press decides', from: `${now.batchSize}`, to: `${then.batchSize}` },
      {
        what: 'High-risk items decided before the agent’s word is shown',
        ...{ from: share(now.blindShare), to: share(then.blindShare) },
      },
    ].filter(({ from, to }) => from !== to),
  });
}

/** The lever that takes back what this person approved unread and has not left. */
export const recallUnread = (
  workflow: Workflow,
  { person, since }: { person: string; since: string },
): Fix => ({
  ...{ id: 'recall-unread', kind: 'recall-unread', workflowId: workflow.id, person, since },
  label: 'Take back their unread approvals',
  changes: [{ what: 'Approved unread and not gone yet', from: 'on their way', to: 'queued again' }],
});

/**
 * Where the closed warnings speak for a line inside what stops, that one; otherwise twice as far out.
 * @param warned closed warnings of this signal
 */
export function tuneWarning(
  workflow: Workflow,
  signal: string,
  warned: readonly Warned[] = [],
): Fix[] {
  const now = (workflow.policy.brakes ?? START_LINES).find(
    (line) => line.signal === signal && line.action === 'warn',
  );
  const proposed = now === undefined ? null : proposedLine(warned, now);
  const to = (line: number | undefined) =>
    fixed(workflow, { kind: 'tune-warning', signal, ...(line === undefined ? {} : { line }) });
  // one that leaves no room drops the warning: that is no line that anybody proposed
  const stays = to(proposed?.line)?.policy.brakes?.some(
    (line) => line.signal === signal && line.line === proposed?.line,
  );
  const from = proposed !== null && stays ? proposed : null;
  const of = (lines: readonly BrakeLine[] | undefined): string => {
    const found = (lines ?? START_LINES).find(
      (line) => line.signal === signal && line.action === 'warn',
    );
    return found
      ? `${Number((found.line * 100).toPrecision(3))} %`
      : 'none; the line that stops stays';
  };
  const then = to(from?.line);
  return offered(workflow, {
    ...{ kind: 'tune-warning', signal, label: `Move the warning line of ${signal}` },
    ...(from === null ? {} : { line: from.line }),
    changes: [
      {
        what: `Warns at this rate of ${signal}`,
        from: of(workflow.policy.brakes),
        to: of(then?.policy.brakes),
      },
      ...(from === null
        ? []
        : [
            {
              what: 'Closed warnings that were worth it',
              from: `${warned.filter(({ worth }) => worth).length} of ${warned.length}`,
              to: `${from.worth} of ${from.kept} at this rate or beyond`,
            },
          ]),
    ],
  });
}

export const personFirst = (workflow: Workflow): Fix[] =>
  offered(workflow, {
    ...{ kind: 'person-first', label: 'A person approves each item first' },
    changes: [{ what: 'Pattern', from: workflow.pattern, to: 'pre-approval' }],
  });

export function forceAudits(workflow: Workflow): Fix[] {
  const least = Math.min(
    ...(workflow.policy.autonomy?.audit.map(({ known, novel }) => Math.min(known, novel)) ?? [0]),
  );
  return offered(workflow, {
    ...{ kind: 'force-audits', label: 'Audit at least a quarter of what runs' },
    changes: [
      {
        what: 'Least share that is looked at afterwards',
        ...{ from: `${Number((least * 100).toPrecision(2))} %`, to: `${FORCED_AUDIT * 100} %` },
      },
    ],
  });
}

/** The lever that sends everything to people until the lanes have earned it anew. */
export const closeLanes = (workflow: Workflow): Fix[] =>
  workflow.policy.autonomy === undefined
    ? []
    : [
        {
          ...{ id: `close-lanes:${workflow.id}`, kind: 'close-lanes', workflowId: workflow.id },
          label: 'Close the lanes until they have earned it anew',
          changes: [{ what: 'Without a person', from: 'what the lanes let run', to: 'nothing' }],
        },
      ];

export const oneApprover = (workflow: Workflow, person: string): Fix[] =>
  offered(workflow, {
    ...{ kind: 'one-approver', person, label: `${person} answers for it alone` },
    changes: RiskTier.options.map((tier) => ({
      what: `Answers for ${tier} risk`,
      from: workflow.policy.ownership?.[tier]?.approver ?? 'anybody',
      to: person,
    })),
  });

export const dropParallel = (workflow: Workflow): Fix[] =>
  offered(workflow, {
    ...{ kind: 'drop-parallel', label: 'Drop the second signature' },
    changes: [
      {
        what: 'People who approve the same content',
        ...{ from: `${workflow.policy.parallelReview?.count ?? 1}`, to: '1' },
      },
    ],
  });
