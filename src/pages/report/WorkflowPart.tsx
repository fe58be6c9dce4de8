import { KIND_WORDS } from '../../core/routing/words.ts';
import type { ReportWorkflow } from '../../core/schema/report.ts';
import { duration, percent, shareWords } from '../../ui/estimate-words.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Said } from './Said.tsx';
import { PATTERNS } from './words.ts';

/** One workflow: its pattern, who answers for it, what was measured, and what nobody knows. */
export function WorkflowPart({ workflow }: { workflow: ReportWorkflow }) {
  const { name, pattern, state, owner, kinds, policyVersion, unknown, parallel } = workflow;
  return (
    <section class="workflow-part">
      <h3>
        <Visible text={name} />
        {state === 'paused' ? <span class="muted"> (paused)</span> : null}
      </h3>
      <p>{PATTERNS[pattern]}</p>
      <dl class="facts">
        <dt>Kinds of work</dt>
        <dd>{kinds.map((kind) => KIND_WORDS[kind]).join(', ')}</dd>
        <dt>Owner</dt>
        <dd>
          <Visible text={owner} />
        </dd>
        {workflow.tiers.map(({ tier, approver, standIn, exclusive }) => (
          <Row key={tier} name={`Answers for ${tier} risk`}>
            <Visible text={approver} />
            {exclusive ? ', and nobody else' : ''}
            {standIn === undefined ? '; nobody stands in' : '; stands in: '}
            {standIn === undefined ? null : <Visible text={standIn} />}
          </Row>
        ))}
        {workflow.qualifiedFor.length > 0 ? (
          <Row name="Qualified people only">{workflow.qualifiedFor.join(', ')} risk</Row>
        ) : null}
        {parallel === null ? null : (
          <Row name="Side by side">
            {parallel.count} people, because of <Visible text={parallel.legalReason} />
          </Row>
        )}
        <Row name="Says that it is AI">
          {workflow.disclosure === null ? (
            'no line in its mails'
          ) : (
            <>
              “<Visible text={workflow.disclosure} />”
            </>
          )}
        </Row>
        <Row name="Who decided">
          {workflow.reviewers.length === 0 ? 'nobody in this period' : null}
          {workflow.reviewers.map(({ name: who, role, decisions }, nth) => (
            <span key={`${who} ${role}`}>
              {nth > 0 ? '; ' : ''}
              <Visible text={who} /> ({role}, {decisions})
            </span>
          ))}
        </Row>
        <Row name="Policy">version {policyVersion}</Row>
      </dl>
      <Measured workflow={workflow} />
      {unknown.length > 0 ? (
        <Said title={`What is not known of ${name}`} sentences={unknown} level={4} />
      ) : null}
    </section>
  );
}

function Row(props: { name: string; children: preact.ComponentChildren }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function Measured({ workflow }: { workflow: ReportWorkflow }) {
  const { proposals, decisions, timeToReview: time, lanes } = workflow;
  const rows: [string, string][] = [
    ['Proposed', `${proposals}`],
    ['Reached a person', shareWords(workflow.toPeople)],
    [
      'Decided',
      `${decisions.approve} approved, ${decisions.approve_edited} approved with changes, ${decisions.reject} rejected, ${decisions.escalate} escalated`,
    ],
    ['Deliberate, of those whose reading was measured', shareWords(workflow.deliberate)],
    ['Overridden, of what people decided', shareWords(workflow.override)],
    ['Defects, over all that was settled', shareWords(workflow.defects)],
    [
      'Defects that audits found in what ran alone',
      `${shareWords(workflow.audits)}${workflow.auditsOpen > 0 ? `; ${workflow.auditsOpen} audits open` : ''}`,
    ],
    ['Planted defects caught by reading', shareWords(workflow.caught.unflagged)],
    ['Planted defects caught that checks had flagged', shareWords(workflow.caught.flagged)],
    [
      'From arrival to decision',
      time === null
        ? 'not known: none counted'
        : `half within ${spread(time.median)}, nine in ten within ${spread(time.ninetieth)}; ${time.n} counted`,
    ],
    ...lanes.map((lane): [string, string] => [
      `Without a person: ${lane.tier} lane, ${lane.model} ${lane.modelVersion}`,
      `${lane.open ? 'open' : 'closed'}${lane.bound === null ? '' : `; at most ${percent(lane.bound)} ${lane.noticedOnly ? 'noticed ' : ''}defects`}${lane.why === null ? '' : `; ${lane.why}`}`,
    ]),
  ];
  return (
    <table class="measured">
      <caption class="muted">What was measured</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <Visible text={name} />
            </th>
            <td>
              <Visible text={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function spread(of: { estimate: number; low: number | null; high: number | null }): string {
  const end = (value: number | null) => (value === null ? 'unknown' : duration(value));
  return `${duration(of.estimate)} (${end(of.low)} to ${end(of.high)})`;
}
