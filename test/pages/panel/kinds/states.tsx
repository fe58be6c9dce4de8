import { vi } from 'vitest';
import type { Content } from '../../../../src/core/schema/content.ts';
import type { ReviewItem } from '../../../../src/core/schema/proposal.ts';
import type { Look } from '../build-states.ts';
import { idOf } from '../samples.ts';
import { type Stage, stage } from '../stage.tsx';
import { WORKS, type Work, workItem } from './works.ts';

/** A panel that shows this work, drawn and ready for keys. */
export async function shown(
  content: Content,
  look: Look = { theme: 'light' },
  change: Partial<ReviewItem> = {},
  more: Pick<Parameters<typeof stage>[0], 'worker'> = {},
): Promise<Stage> {
  const views = [
    { item: await workItem(1, content, change) },
    { item: await workItem(2, WORKS['call.task']) },
  ];
  const on = await stage({ uncovered: true, ...look, ...more, views });
  await on.show(idOf(1));
  await ready(on);
  return on;
}

export const ready = (on: Stage): Promise<void> =>
  vi.waitFor(() => {
    if (!document.querySelector('.work-box')) throw new Error('the view is not there');
    if (!on.session.guard.armed(performance.now())) throw new Error('not armed');
    if (!on.session.model.plan.value) throw new Error('no plan');
  });

async function editing(content: Work, look: Look): Promise<Stage> {
  const on = await shown(content, look);
  on.session.act('edit');
  await vi.waitFor(
    () => document.querySelector('.work [data-name=done-editing]') ?? Promise.reject(),
  );
  return on;
}

async function strikes(content: Work, look: Look): Promise<Stage> {
  const on = await shown(content, look);
  const { toggleRow } = await import('../../../../src/pages/review/kinds/drafting.ts');
  const item = on.session.model.view.value?.item;
  if (item) toggleRow(on.session, item, 0);
  await ready(on);
  return on;
}

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const RTL = 'ליאור כהן, חברת הובלות';

type Build = (look: Look) => Promise<Stage>;
const of = (make: (content: Work, look: Look) => Promise<Stage>, prefix: string) =>
  Object.values(WORKS).map((content): [string, Build] => [
    `${prefix}-${content.kind}`,
    (look) => make(content, look),
  ]);

/** Every kind as it is reviewed and edited, and what people and machines do to it. */
export const KIND_STATES: Record<string, Build> = Object.fromEntries([
  ...of(shown, 'review'),
  ...of(editing, 'edit'),
  ...of(strikes, 'struck').filter(([name]) => !/score|social|task/.test(name)),
  [
    'not-finance',
    (look: Look) =>
      shown(WORKS['price.quote'], look, {
        signOff: { mine: false, message: 'Finance signs off prices here: fin@acme.example.' },
      }),
  ],
  [
    'wrong-total',
    (look: Look) =>
      shown({ ...WORKS['price.quote'], total: { minor: 970_001, currency: 'USD' } }, look),
  ],
  ['bare-update', (look: Look) => shown(WORKS['record.update'], look, { context: {} })],
  [
    'as-stored',
    (look: Look) => shown({ ...WORKS['sequence.enroll'], steps: [] }, look, { context: {} }),
  ],
  [
    'long-update',
    (look: Look) =>
      shown(
        {
          ...WORKS['record.update'],
          record: { ...WORKS['record.update'].record, label: `${LONG} ${LONG}`, id: LONG },
          changes: [{ field: LONG, before: LONG, after: `${LONG}\n${LONG}` }],
        },
        look,
      ),
  ],
  [
    'rtl-update',
    (look: Look) =>
      shown(
        {
          ...WORKS['record.update'],
          record: { ...WORKS['record.update'].record, label: RTL },
          changes: [{ field: 'שם', before: 'ליאור', after: `${RTL} \u202eabc\u202c` }],
        },
        look,
      ),
  ],
  ['executed-quote', (look: Look) => shown(WORKS['price.quote'], look, { state: 'executed' })],
  [
    'changed-meanwhile',
    async (look: Look) => {
      const standing = {
        readAt: '2026-11-28T10:00:00.000Z',
        fields: [
          { field: 'dealstage', state: 'as-before' as const, current: 'Evaluation' },
          { field: 'amount', state: 'changed' as const, current: '30000' },
          { field: 'country', state: 'done' as const, current: 'Spain' },
        ],
        suppressed: [
          { scope: 'account' as const, value: 'hubspot:deal:9002', reason: 'bounce' as const },
        ],
      };
      const worker = { 'item.standing': () => ({ standing }) };
      const on = await shown(WORKS['record.update'], look, {}, { worker });
      await vi.waitFor(() => document.querySelector('.work [role=alert]') ?? Promise.reject());
      return on;
    },
  ],
  [
    'faulty-edit',
    async (look: Look) => {
      const on = await editing(WORKS['price.quote'], look);
      const { setValue } = await import('../../../../src/pages/review/kinds/drafting.ts');
      const item = on.session.model.view.value?.item;
      if (item) setValue({ session: on.session, item }, 'lines.0.quantity', 'many');
      await ready(on);
      return on;
    },
  ],
]);
