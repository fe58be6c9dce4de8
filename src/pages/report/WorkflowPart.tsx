import type { ReportWorkflow } from '../../core/schema/report.ts';
import { duration, percent, shareWords } from '../../ui/estimate-words.ts';
import { listed, shownNumber } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { LANES, RISKS } from '../policies/words.ts';
import { KIND_WORDS } from '../review/words.ts';
import { Said } from './Said.tsx';
import { PATTERNS, roleWords } from './words.ts';

/** One workflow: its pattern, who answers for it, what was measured, and what nobody knows. */
export function WorkflowPart({ workflow }: { workflow: ReportWorkflow }) {
  const { name, pattern, state, owner, kinds, policyVersion, unknown, parallel } = workflow;
  return (
    <section class="workflow-part">
      <h3>
        <Visible text={name} />
        {state === 'paused' ? <span class="muted"> {t('report_paused')}</span> : null}
      </h3>
      <p>{t(PATTERNS[pattern])}</p>
      <dl class="facts">
        <dt>{t('report_kinds')}</dt>
        <dd>{listed(kinds.map((kind) => t(KIND_WORDS[kind])))}</dd>
        <dt>{t('report_owner')}</dt>
        <dd>
          <Visible text={owner} />
        </dd>
        {workflow.tiers.map((each) => (
          <Row key={each.tier} name={t('report_answers_for', { risk: t(RISKS[each.tier]) })}>
            {answering(each)}
          </Row>
        ))}
        {workflow.qualifiedFor.length > 0 ? (
          <Row name={t('report_qualified')}>
            {listed(workflow.qualifiedFor.map((tier) => t(RISKS[tier])))}
          </Row>
        ) : null}
        {parallel === null ? null : (
          <Row name={t('report_side_by_side')}>
            <Visible
              text={tn('report_parallel', parallel.count, { reason: parallel.legalReason })}
            />
          </Row>
        )}
        <Row name={t('report_says_ai')}>
          {workflow.disclosure === null
            ? t('report_no_line')
            : tx('report_line', { line: <Visible text={workflow.disclosure} /> })}
        </Row>
        <Row name={t('report_who_decided')}>
          {workflow.reviewers.length === 0 ? t('report_nobody_decided') : null}
          {workflow.reviewers.map(({ name: who, role, decisions }, nth) => (
            <span key={`${who} ${role}`}>
              {nth > 0 ? '; ' : ''}
              {tx('report_decider', {
                ...{ who: <Visible text={who} />, role: roleWords(role), n: decisions },
              })}
            </span>
          ))}
        </Row>
        <Row name={t('report_policy')}>
          {t('report_policy_version', { version: String(policyVersion) })}
        </Row>
      </dl>
      <Measured workflow={workflow} />
      {unknown.length > 0 ? (
        <Said title={t('report_not_known_of', { name })} sentences={unknown} level={4} />
      ) : null}
    </section>
  );
}

function answering({ approver, standIn, exclusive }: ReportWorkflow['tiers'][number]) {
  const who = { approver: <Visible text={approver} /> };
  if (standIn === undefined) return tx(exclusive ? 'report_approver_only' : 'report_approver', who);
  return tx(exclusive ? 'report_approver_only_stand_in' : 'report_approver_stand_in', {
    ...{ ...who, stand_in: <Visible text={standIn} /> },
  });
}

function laneWords({ open, bound, noticedOnly, why }: ReportWorkflow['lanes'][number]): string {
  const key = noticedOnly ? 'report_lane_bound_noticed' : 'report_lane_bound';
  return [
    t(open ? 'report_lane_open' : 'report_lane_closed'),
    ...(bound === null ? [] : [t(key, { share: percent(bound) })]),
    ...(why === null ? [] : [why]),
  ].join('; ');
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
    [t('report_proposed'), shownNumber(proposals)],
    [t('report_reached'), shareWords(workflow.toPeople)],
    [
      t('report_decided'),
      t('report_decisions', {
        ...{ approved: decisions.approve, edited: decisions.approve_edited },
        ...{ rejected: decisions.reject, escalated: decisions.escalate },
      }),
    ],
    [t('report_deliberate'), shareWords(workflow.deliberate)],
    [t('report_override'), shareWords(workflow.override)],
    [t('report_defects'), shareWords(workflow.defects)],
    [
      t('report_audits'),
      workflow.auditsOpen > 0
        ? tn('report_audits_open', workflow.auditsOpen, { share: shareWords(workflow.audits) })
        : shareWords(workflow.audits),
    ],
    [t('report_caught_unflagged'), shareWords(workflow.caught.unflagged)],
    [t('report_caught_flagged'), shareWords(workflow.caught.flagged)],
    [
      t('report_time'),
      time === null
        ? t('ui_share_unknown')
        : t('report_time_of', {
            ...{ median: spread(time.median), ninetieth: spread(time.ninetieth), n: time.n },
          }),
    ],
    ...lanes.map((lane): [string, string] => [
      t('report_lane', {
        ...{ lane: t(LANES[lane.tier]), model: `${lane.model} ${lane.modelVersion}` },
      }),
      laneWords(lane),
    ]),
  ];
  return (
    <table class="measured">
      <caption class="muted">{t('report_measured')}</caption>
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
  const end = (value: number | null) => (value === null ? t('report_unknown') : duration(value));
  const estimate = duration(of.estimate);
  return t('report_spread', { estimate, low: end(of.low), high: end(of.high) });
}
