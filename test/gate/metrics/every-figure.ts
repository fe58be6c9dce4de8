import { expect } from 'vitest';
import { alertPrecision } from '../../../src/core/stats/alert-precision.ts';
import { auroc } from '../../../src/core/stats/auroc.ts';
import { brier } from '../../../src/core/stats/brier.ts';
import { clopperPearson } from '../../../src/core/stats/clopper-pearson.ts';
import { weightedRate } from '../../../src/core/stats/horvitz-thompson.ts';
import { newcombe } from '../../../src/core/stats/newcombe.ts';
import { quantileInterval } from '../../../src/core/stats/quantile.ts';
import { calibrationError, reliability } from '../../../src/core/stats/reliability.ts';
import type { MetricsAnswer } from '../../../src/protocol/metrics.ts';
import { withClient } from '../../support/pg-as.ts';
import { database, read, rowsOf } from './figures-stage.ts';
import {
  cameBack,
  compare,
  DECIDED,
  groupOf,
  LOOKED,
  near,
  OF,
  OUTSIDE,
  type Row,
  SENT,
  share,
  TOLD,
  type Where,
} from './plain.ts';

/** Holds each figure of the dashboard's answer against a plain query over the same past. */
export async function everyFigureHolds(where: Where): Promise<void> {
  const answer = await read(where);
  const decided = await rowsOf(where, DECIDED);
  const looked = await rowsOf(where, LOOKED);
  expect(looked.length).toBeGreaterThan(50);
  const whole = decided.filter(({ kind }) => kind !== 'escalate');

  compare(answer, 'override-human', { rows: whole, figure: share });
  compare(answer, 'read', {
    rows: await rowsOf(
      where,
      `select *, deliberate as hit2 from (${DECIDED}) y where deliberate is not null`,
    ).then((rows) => rows.map((row) => ({ ...row, hit: (row as Row & { hit2: boolean }).hit2 }))),
    figure: share,
  });
  compare(answer, 'override', {
    rows: looked,
    figure: (rows) => {
      const { rate, low, high } = weightedRate(
        rows.map(({ hit, inclusion, account, workflow, template }) => ({
          ...{ hit, inclusion, account, template: `${workflow} ${template ?? ''}` },
        })),
      );
      return { n: rows.length, value: rate, low, high };
    },
  });
  for (const [measure, p] of [
    ['wait-median', 0.5],
    ['wait-90', 0.9],
  ] as const)
    compare(answer, measure, {
      rows: whole,
      figure: (rows) => {
        const bins = rows.map(({ seconds }) =>
          Math.exp((Math.floor(Math.log(Math.max(1, seconds)) / 0.05) + 0.5) * 0.05),
        );
        const { estimate, low, high } = quantileInterval(bins, p);
        return { n: rows.length, value: estimate, low, high };
      },
    });
  compare(answer, 'reached', {
    rows: await rowsOf(
      where,
      `select p.workspace_id as ws, p.created_at as at, p.workflow_id as workflow, ${OF}, p.lane = 'human'
         or exists (select from lane_passes s where s.proposal_id = p.id and s.drawn) as hit
       from proposals p join revisions r on r.proposal_id = p.id`,
    ),
    figure: share,
  });
  const found = [
    // an audit that comes after a word from outside found nothing first
    ...(await rowsOf(
      where,
      `select *, true as hit2 from (${LOOKED}) y where defect and not (seconds is null and exists (
         select from signals e where e.proposal_id = y.id and e.received_at < y.at
           and e.type in ('complaint', 'defect_reported')))`,
    )),
    ...(await rowsOf(where, OUTSIDE)),
  ];
  compare(answer, 'found-first', {
    rows: found.map((row) => ({ ...row, hit: row.kind !== 'outside' && row.kind !== 'bypass' })),
    figure: share,
  });
  expect(answer.found.outside).toBe(found.filter(({ kind }) => kind === 'outside').length);
  const told = await rowsOf(where, TOLD);
  const byWho = new Map<string, number>();
  for (const { kind } of told) byWho.set(kind, (byWho.get(kind) ?? 0) + 1);
  expect(new Map(answer.found.by?.map(({ who, n }) => [who, n]))).toEqual(byWho);
  expect(told).toHaveLength(answer.found.outside);
  expect(answer.found.bypass).toBe(found.filter(({ kind }) => kind === 'bypass').length);

  for (const { group, bins } of answer.reliability) {
    const expected = reliability(
      looked
        .filter((row) => groupOf(row, answer.by) === group)
        .map((row) => ({
          ...{ confidence: row.confidence, inclusion: row.inclusion },
          right: !(row as Row & { defect: boolean }).defect,
        })),
    );
    expect(bins.map(({ from, n }) => [from, n])).toEqual(expected.map(({ from, n }) => [from, n]));
    for (const [nth, bin] of bins.entries()) {
      const other = expected[nth];
      expect(bin.says).toBeCloseTo(other?.says ?? Number.NaN, 9);
      expect(bin.right).toBeCloseTo(other?.right ?? Number.NaN, 9);
      expect(bin.low).toBeCloseTo(other?.interval.low ?? Number.NaN, 9);
      expect(bin.high).toBeCloseTo(other?.interval.high ?? Number.NaN, 9);
    }
  }
  worthHolds(answer, (group) => looked.filter((row) => groupOf(row, answer.by) === group));
  await outcomesHold(where, answer);
  if (where.by === 'all' || where.by === 'workflow') await asidesHold(where, answer);
  await nowHolds(where, answer);
}

/** Of single items: exactly, but for what binning may have moved. */
function worthHolds(answer: MetricsAnswer, of: (group: string) => Row[]): void {
  const options = { seed: 1, replicates: 2 };
  for (const { group, worth } of answer.reliability) {
    const items = of(group).map((row) => ({
      ...{ confidence: row.confidence, inclusion: row.inclusion },
      right: !(row as Row & { defect: boolean }).defect,
    }));
    const sorts = auroc(items, options);
    expect(worth?.sorts.n).toBe(sorts === null ? 0 : items.length);
    if (sorts !== null)
      expect(Math.abs((worth?.sorts.value ?? Number.NaN) - sorts.value)).toBeLessThanOrEqual(
        (worth?.sorts.within ?? 0) + 1e-9,
      );
    if (items.length === 0) continue;
    expect(worth?.brier.value).toBeCloseTo(brier(items)?.score ?? Number.NaN, 9);
    const off = calibrationError(items, options)?.value ?? Number.NaN;
    expect(worth?.calibration.value).toBeCloseTo(off, 9);
    for (const { value, low, high } of [worth?.brier, worth?.sorts].flatMap((one) => one ?? []))
      if (value !== null && low !== null)
        expect([low, value, high]).toEqual([low, value, high].sort());
  }
}

async function outcomesHold(where: Where, answer: MetricsAnswer): Promise<void> {
  const hand = await rowsOf(
    { at: where.at, by: 'all' },
    `select distinct on (ws, person, date_trunc('week', at at time zone 'utc')) * from (
       select n.workspace_id as ws, n.received_at as at, '' as workflow, n.person, n.person as id,
       exists (select from signals m where m.workspace_id = n.workspace_id and m.person = n.person
         and m.type = 'reply' and m.proposal_id is null) as hit
     from signals n where n.type = 'sent' and n.proposal_id is null) h`,
  );
  const byHand = { n: hand.length, hits: hand.filter(({ hit }) => hit).length };
  expect(byHand.hits).toBeGreaterThan(0);
  for (const [outcome, types, besides] of [
    ['reply', "'reply'", ''],
    ['positive', "'reply'", "and n.facts ->> 'replyType' = 'positive'"],
    ['meeting', "'meeting'", ''],
  ] as const) {
    const sent = await rowsOf(
      where,
      `select s.*, ${cameBack(types, besides)} as hit from (${SENT}) s`,
    );
    for (const arm of ['approve', 'approve_edited', 'nobody'] as const) {
      const mine = sent.filter(({ kind }) => kind === arm);
      const told = answer.outcomes.find((one) => one.arm === arm && one.outcome === outcome);
      const hits = mine.filter(({ hit }) => hit).length;
      expect({ arm, outcome, n: told?.n ?? 0, hits: told?.hits ?? 0 }).toEqual({
        ...{ arm, outcome, n: mine.length, hits },
      });
      if (!told) continue;
      near(told, share(mine));
      if (outcome === 'reply')
        expect(told.less).toEqual(newcombe({ hits, n: mine.length }, byHand));
    }
  }
  const signalled = await rowsOf(
    where,
    `select s.*, ${cameBack("'meeting'")} as hit from (${SENT}) s where ${cameBack("'reply'", "and n.facts ->> 'replyType' = 'positive'")}`,
  );
  const told = answer.signals.find(({ type }) => type === 'reply-positive');
  near(told ?? null, signalled.length === 0 ? null : share(signalled));
}

async function asidesHold(where: Where, answer: MetricsAnswer): Promise<void> {
  compare(answer, 'alert-precision', {
    rows: await rowsOf(
      where,
      `select workspace_id as ws, first_at as at, coalesce(workflow_id, '') as workflow,
         verdict = 'actionable' as hit from alerts where closed_at is not null`,
    ),
    figure: (rows) => {
      const worth = rows.filter(({ hit }) => hit).length;
      const { precision, low, high } = alertPrecision(worth, rows.length);
      return { n: rows.length, value: precision, low, high };
    },
  });
  for (const flagged of [true, false])
    compare(answer, flagged ? 'catch-flagged' : 'catch-unflagged', {
      rows: await rowsOf(
        where,
        `select k.workspace_id as ws, k.decided_at as at, k.workflow_id as workflow, k.defect as hit
         from looks k join canaries c on c.look_id = k.id where k.state = 'decided' and c.flagged = ${flagged}`,
      ),
      figure: (rows) => {
        const caught = rows.filter(({ hit }) => hit).length;
        const n = rows.length;
        return { n, value: caught / n, ...clopperPearson(caught, n) };
      },
    });
}

async function nowHolds(where: Where, answer: MetricsAnswer): Promise<void> {
  const bad = await rowsOf(
    where,
    `select b.ws, b.at, x.workflow_id as workflow, ${OF}, x.finished_at as sent from (
       select workspace_id as ws, proposal_id, received_at as at from signals
         where type in ('complaint', 'defect_reported')
       union all select workspace_id, proposal_id, decided_at from looks
         where reason = 'audit' and state = 'decided' and defect) b
     join dispatches x on x.proposal_id = b.proposal_id and x.state = 'executed'
     join revisions r on r.proposal_id = b.proposal_id`,
  );
  const causes = new Map<string, { sent: number; at: number }>();
  for (const row of bad as (Row & { sent: Date })[]) {
    const cause = JSON.stringify([row.workflow, row.model, row.template]);
    const known = causes.get(cause) ?? {
      sent: Number.POSITIVE_INFINITY,
      at: Number.POSITIVE_INFINITY,
    };
    causes.set(cause, {
      sent: Math.min(known.sent, row.sent.getTime()),
      at: Math.min(known.at, row.at.getTime()),
    });
  }
  const hours = [...causes.values()].map(({ sent, at }) => Math.max(0, at - sent) / 3_600_000);
  const median = quantileInterval(hours, 0.5);
  expect(answer.detection.n).toBe(hours.length);
  expect(answer.detection.value).toBeCloseTo(median.estimate, 3);

  const active = await rowsOf(
    where,
    `select workspace_id as ws, received_at as at, workflow_id as workflow,
       (attention ->> 'activeMs')::float8 as seconds from decisions where status = 'accepted'`,
  );
  for (const { workflowId, items, hours: told } of answer.backlog) {
    const waiting = await withClient({ url: database.adminUrl }, async (client) => {
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from proposals where workspace_id = $1 and workflow_id = $2
           and lane = 'human' and state in ('pending', 'escalated', 'recalled')`,
        [where.at.workspaceId, workflowId],
      );
      return rows[0]?.n ?? 0;
    });
    expect(items).toBe(waiting);
    const own = active.filter(({ workflow }) => where.by !== 'workflow' || workflow === workflowId);
    const pace = own.reduce((sum, { seconds }) => sum + seconds, 0) / own.length / 3_600_000;
    if (items > 0 && own.length > 0) expect(told).toBeCloseTo(items * pace, 6);
  }
}
