import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CANARY_KINDS } from '../../../src/core/canaries/kinds.ts';
import { mutate, type Planted } from '../../../src/core/canaries/mutate.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { auroc } from '../../../src/core/stats/auroc.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { shuffle, trained } from '../../simulate/canaries/classify.ts';
import { draft } from '../../simulate/canaries/drafts.ts';
import { rowOf } from '../../simulate/canaries/features.ts';
import type { Shown } from '../../simulate/canaries/gate.ts';
import { withClient } from '../../support/pg-as.ts';
import { submit, type TestGate, testGate } from '../http/harness.ts';
import { feedOf, stage } from './stage.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(async () => {
  await gate.close();
});

const random = seededRandom(11);

/** As the device has it; of a real one, the stretch that would have been changed. */
function shown(item: ReviewItem, planted: Planted | undefined): Shown | null {
  const { content, claims, flags, context } = item;
  const own = flags.filter(({ origin }) => origin === 'agent');
  const would = CANARY_KINDS.map((kind) => ({ kind, by: random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ kind }) => mutate({ content, claims, flags: own, context }, kind, random))
    .find((made) => made !== null);
  const at = planted ?? would?.planted;
  if (!at) return null;
  const text = planted ? at.became : at.was;
  return {
    planted: planted !== undefined,
    id: item.proposalId,
    createdAt: Date.parse(item.createdAt),
    dueAt: Date.parse(item.dueAt),
    input: {
      template: item.template,
      agent: { model: item.agent.model, modelVersion: item.agent.modelVersion },
      ...{ confidence: item.confidence, reasoning: item.reasoning, context },
    },
    ...{ content, claims },
    stretch: { field: at.field, start: at.start, text, others: '' },
  };
}

it('what comes out of the real feed does not tell planted from real, the database’s times included', async () => {
  const canaries = { rate: 0.5, bursts: 1, mostADay: 200 };
  const at = await stage(gate, { canaries }, { kinds: ['email.draft', 'record.update'] });
  for (let index = 0; index < 380; index += 1) {
    const input = draft(index, random);
    const { content } = input;
    const email = `p-${v7()}@buyer-${v7()}.example`;
    const own =
      content.kind === 'email.draft'
        ? {
            ...{ ...content, from: { email: 'rep@acme.example' } },
            to: content.to.map((one) => ({ ...one, email })),
          }
        : content;
    await submit(gate, at.team, { ...input, workflowId: at.workflowId, content: own });
  }
  const { rows } = await withClient({ url: gate.databaseUrl, ...at.team }, (sql) =>
    sql.query<{ id: string; planted: Planted }>('select look_id as id, planted from canaries'),
  );
  const known = new Map(rows.map(({ id, planted }) => [id, planted]));
  expect(known.size).toBeGreaterThan(120);
  const items = [...(await feedOf(at.rep)).items.values()];
  const all = items.flatMap((item) => shown(item, known.get(item.proposalId)) ?? []);
  const order = all.map((_, index) => index);
  shuffle(order, random);
  const table = order.flatMap((index) => all[index] ?? []).map((one) => ({ one, row: rowOf(one) }));
  const half = Math.floor(table.length / 2);
  const score = trained(
    table.slice(0, half).map(({ row }) => row),
    table.slice(0, half).map(({ one }) => one.planted),
    random,
  );
  const found = auroc(
    table.slice(half).map(({ one, row }) => ({
      ...{ confidence: score(row), right: one.planted, inclusion: 1 },
    })),
    { seed: 1 },
  );
  expect(found?.interval?.low).toBeLessThan(0.55);
  expect(found?.value).toBeLessThan(0.65);
}, 180_000);
