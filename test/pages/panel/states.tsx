import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { authoredOf } from '../../../src/core/text/plain.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import { typed } from '../../../src/pages/review/text-draft.ts';
import { idOf, itemOf, itemWithSameWords, mailOf, readingMessage } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

export type Look = { theme: 'light' | 'dark'; width?: number };
type Build = (look: Look) => Promise<Stage>;

const ready = async (on: Stage): Promise<Stage> => {
  await vi.waitFor(() => {
    if (!on.session.guard.armed(performance.now())) throw new Error('not armed');
    if (!on.session.model.plan.value) throw new Error('no plan');
  });
  return on;
};
const shown = (selector: string) =>
  vi.waitFor(() => {
    if (!document.querySelector(selector)) throw new Error(`no ${selector}`);
  });
const base = { uncovered: true } as const;
const tailHtml =
  '<p>Ana Reyes</p><blockquote><p>On Monday Petra wrote:</p><p>Thanks</p></blockquote>';

async function plain(look: Look): Promise<Stage> {
  const views = [{ item: await itemOf(1) }, { item: await itemOf(2) }];
  const on = await stage({ ...base, ...look, views });
  await on.show(idOf(1));
  return ready(on);
}

async function bound(
  look: Look,
  change: { body?: string; delivery?: 'gate' | 'compose'; state?: 'approved' | 'executed' } = {},
): Promise<Stage> {
  const { delivery = 'compose', state = 'pending' } = change;
  const content = mailOf({ delivery });
  const clearance = {
    id: idOf(77),
    contentDigest: '0'.repeat(64),
    executor: `gmail-compose:${idOf(5)}`,
    expiresAt: '2027-01-01T00:00:00.000Z',
    state: 'open' as const,
  };
  const item = await itemOf(1, {
    content,
    state,
    ...(state === 'approved' && delivery === 'compose' ? { clearance } : {}),
  });
  const held = { ...content, body: change.body ?? content.body };
  const reading = { ...readingMessage(held, { tail: runsOf(tailHtml) }), tailHtml };
  const on = await stage({ ...base, ...look, views: [{ item }], reading });
  await on.show(idOf(1), { surfaceId: 's1' });
  return ready(on);
}

const edited = authoredOf(
  'Hi Petra,\n\nI saw that Huber Logistik opened its third warehouse in Ulm in March 2026.\nYour team grew by 12 % last year. Teams like yours save time with us.\n\nIs Thursday at 10:00 good for a short call?',
);
const RTL = authoredOf(
  'שלום פטרה,\n\nראיתי שפתחתם מחסן שלישי באולם במרץ 2026.\nהצוות שלכם גדל ב-40 % בשנה שעברה.\n\nהאם יום חמישי בשעה 10:00 נוח לשיחה קצרה?',
);
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Every state the panel has, built through the same two lines as in use. */
export const STATES: Record<string, Build> = {
  'text-review': plain,
  async finding(look) {
    const on = await plain(look);
    on.session.walk('claim:growth');
    return on;
  },
  async 'same-words'(look) {
    const views = [{ item: await itemWithSameWords() }];
    const on = await stage({ ...base, ...look, views });
    await on.show(idOf(1));
    await ready(on);
    on.session.walk('claim:growth');
    await shown('.same-words');
    return on;
  },
  async repair(look) {
    const on = await plain(look);
    on.session.walk('claim:growth');
    on.session.act('strike');
    await shown('.repairs');
    return on;
  },
  async repaired(look) {
    const on = await plain(look);
    on.session.walk('claim:growth');
    on.session.act('strike');
    await shown('.repairs');
    on.session.choose(1);
    await shown('.edited .difference');
    return on;
  },
  async elsewhere(look) {
    const item = await itemOf(1);
    const url = 'https://huber-logistik.de.evil.example.net/news';
    const claims = item.claims.map((claim) => ({
      ...claim,
      evidence: claim.evidence.map((evidence) => ({ ...evidence, url })),
    }));
    const on = await stage({ ...base, ...look, views: [{ item: { ...item, claims } }] });
    await on.show(idOf(1));
    await ready(on);
    on.session.walk('claim:warehouse');
    await shown('.compared .source-ask');
    await userEvent.click(document.querySelector('.compared .source-ask') ?? document.body);
    await shown('.source-asked');
    return on;
  },
  async 'against-revision'(look) {
    const before = mailOf({ body: edited });
    const on = await stage({ ...base, ...look, views: [{ item: await itemOf(1), before }] });
    await on.show(idOf(1));
    await ready(on);
    on.session.act('compare');
    await shown('.edited .difference');
    return on;
  },
  async snooze(look) {
    const on = await plain(look);
    on.session.act('snooze');
    await shown('.choice-list');
    return on;
  },
  async 'escalate-to'(look) {
    const ownership = {
      ...{ mine: true, message: 'You answer for high-risk work here.' },
      ...{
        approver: 'ana.reyes@northwind.example.com',
        standIn: 'tom.okafor@northwind.example.com',
      },
    };
    const on = await stage({ ...base, ...look, views: [{ item: await itemOf(1, { ownership }) }] });
    await on.show(idOf(1));
    await ready(on);
    on.session.act('escalate-to');
    await shown('.choice-list');
    return on;
  },
  async escalated(look) {
    const decision = {
      ...{ id: idOf(7), action: 'escalate', by: 'Ana Reyes', at: '2026-11-22T09:00:00.000Z' },
      note: 'For tom.okafor@northwind.example.com. The price is odd, please by 14:00.',
    };
    const item = await itemOf(1, { state: 'escalated', decision });
    const on = await stage({ ...base, ...look, views: [{ item, mine: true }] });
    await on.show(idOf(1));
    await ready(on);
    await shown('.banner');
    return on;
  },
  async reject(look) {
    const on = await plain(look);
    on.session.act('reject');
    return on;
  },
  async help(look) {
    const on = await plain(look);
    on.session.act('help');
    return on;
  },
  async editor(look) {
    const on = await plain(look);
    on.session.act('edit');
    await vi.waitFor(() => document.querySelector('#edit-body') ?? Promise.reject());
    typed(on.session.model, { body: 'Hi Petra,\n\nshort and right.' });
    return on;
  },
  async saved(look) {
    const on = await plain(look);
    await userEvent.keyboard('a');
    await vi.waitFor(() => document.querySelector('[data-name=undo]') ?? Promise.reject());
    return on;
  },
  async 'not-saved'(look) {
    const views = [{ item: await itemOf(1) }];
    const decide = () => ({ saved: false as const, detail: 'The disk is full.' });
    const on = await stage({ ...base, ...look, views, worker: { decide } });
    await on.show(idOf(1));
    await ready(on);
    await userEvent.keyboard('x');
    return on;
  },
  bound,
  'bound-edited': (look) => bound(look, { body: edited }),
  async stopped(look) {
    const on = await bound(look, { body: edited });
    await on.send('stopped', {
      proposalId: idOf(1),
      path: 'click',
      refusal: 'not-approved',
      detail: '',
    });
    return on;
  },
  async 'stopped-changed'(look) {
    const on = await bound(look, { body: edited, state: 'approved' });
    await on.send('stopped', {
      proposalId: idOf(1),
      path: 'shortcut',
      refusal: 'changed',
      detail: 'Two words differ from what was approved.',
    });
    return on;
  },
  approved: (look) => bound(look, { state: 'approved' }),
  'gate-executed': (look) => bound(look, { delivery: 'gate', state: 'executed' }),
  async unknown(look) {
    const on = await bound(look, { state: 'approved' });
    await on.send('sent', { proposalId: idOf(1), outcome: 'unknown' });
    return on;
  },
  async recalled(look) {
    const on = await bound(look, { state: 'approved' });
    await on.send('sent', { proposalId: idOf(1), outcome: 'recalled' });
    return on;
  },
  async 'text-match'(look) {
    const item = await itemOf(1);
    const on = await stage({ ...base, ...look, views: [{ item }] });
    await on.show(idOf(1), { surfaceId: 's1', matched: 'text' });
    return ready(on);
  },
  async 'record-asked'(look) {
    const contact = { system: 'close', object: 'lead', id: 'lead_1', label: 'Nadia Farouk, Acme' };
    const changes = [{ field: 'Status', before: 'New', after: 'Qualified' }];
    const content = { kind: 'contact.enrich' as const, contact, changes };
    const item = await itemOf(1, { kind: 'contact.enrich', content, claims: [], flags: [] });
    const on = await stage({
      ...{ ...base, ...look, views: [{ item, unconfirmed: true }] },
      page: { title: () => ({ name: 'Oleg Petrenko' }) },
    });
    await on.show(idOf(1));
    await ready(on);
    await vi.waitFor(
      () => document.querySelector('[data-name=record-yes]') ?? Promise.reject(),
      5000,
    );
    return on;
  },
  async 'undo-elsewhere'(look) {
    const open = {
      ...{ decisionId: idOf(50), proposalId: idOf(7), action: 'approve' },
      ...{ about: 'Nadia Farouk', undoUntil: new Date(Date.now() + 60_000).toISOString() },
    };
    const worker = { 'undo.open': () => ({ open }) };
    const on = await stage({ ...base, ...look, views: [], worker });
    await on.send('idle', { dark: look.theme === 'dark' });
    await vi.waitFor(() => document.querySelector('[data-name=undo]') ?? Promise.reject());
    return on;
  },
  async 'not-bound'(look) {
    const item = await itemOf(1);
    const on = await stage({ ...base, ...look, views: [{ item }] });
    await on.show(idOf(1), { surfaceId: 's1', matched: 'none' });
    return ready(on);
  },
  async conflict(look) {
    const at = '2026-11-22T09:00:00.000Z';
    const item = await itemOf(1, {
      state: 'rejected',
      decision: { id: idOf(8), action: 'reject', by: 'Tom Okafor', at, reason: 'A fact is wrong' },
    });
    const detail = 'Somebody else decided this first.';
    const local = {
      decisionId: idOf(7),
      action: 'approve',
      state: 'conflict' as const,
      detail,
      undoUntil: at,
    };
    const on = await stage({ ...base, ...look, views: [{ item, local }] });
    await on.show(idOf(1));
    return ready(on);
  },
  async covered(look) {
    const views = [{ item: await itemOf(1) }];
    const on = await stage({ ...look, uncovered: false, views });
    await on.show(idOf(1));
    return ready(on);
  },
  async offline(look) {
    const item = await itemOf(1, {
      workflow: { id: 'w', name: 'Outbound', pattern: 'pre-approval', paused: true },
      trackRecord: { n: 3, right: 3 },
      claims: [],
      flags: [],
    });
    const on = await stage({ ...base, ...look, views: [{ item }], connection: 'offline' });
    await on.show(idOf(1));
    return ready(on);
  },
  async revised(look) {
    const on = await plain(look);
    const item = await itemOf(1, { revision: 2, content: mailOf({ body: edited }) });
    on.views.set(idOf(1), { item });
    await on.changed([idOf(1)]);
    return ready(on);
  },
  async price(look) {
    const item = await itemOf(1, {
      claims: [],
      flags: [],
      content: {
        kind: 'price.quote',
        deal: { system: 'HubSpot', object: 'deal', id: '42', label: 'Huber, 3 sites' },
        lines: [
          {
            item: 'Seats',
            quantity: 40,
            unitPrice: { minor: 4900, currency: 'EUR' },
            discount: 15,
          },
        ],
        total: { minor: 166_600, currency: 'EUR' },
        validUntil: '2026-12-31T00:00:00.000Z',
      },
    });
    const on = await stage({ ...base, ...look, views: [{ item }] });
    await on.show(idOf(1));
    return ready(on);
  },
  async update(look) {
    const record = { system: 'Salesforce', object: 'Account', id: '001', label: 'Huber Logistik' };
    const item = await itemOf(1, {
      claims: [],
      flags: [],
      content: {
        kind: 'record.update',
        record,
        changes: [
          { field: 'Employees', before: 210, after: 236 },
          { field: 'Industry', before: null, after: 'Logistics' },
        ],
      },
    });
    const on = await stage({ ...base, ...look, views: [{ item }] });
    await on.show(idOf(1));
    return ready(on);
  },
  async rtl(look) {
    const item = await itemOf(1, {
      content: mailOf({ subject: 'המחסן החדש באולם', body: RTL }),
      trigger: {
        code: 'x',
        message: 'Text runs right to left; a hidden \u202echaracter\u202c is in it.',
      },
    });
    const on = await stage({ ...base, ...look, views: [{ item }] });
    await on.show(idOf(1));
    return ready(on);
  },
  async long(look) {
    const item = await itemOf(1, {
      workflow: { id: 'w', name: `${LONG} ${LONG}`, pattern: 'pre-approval', paused: false },
      agent: { name: LONG, model: LONG, modelVersion: '3' },
      content: mailOf({
        subject: `${LONG} ${LONG}`,
        to: [
          {
            email: `${LONG.slice(0, 60)}@${LONG.toLowerCase().replace('ä', 'a')}.example.com`,
            name: LONG,
          },
        ],
        body: `<p>${LONG}: <a href="https://evil.example.net/${LONG}">www.huber-logistik.de</a> <b>bold</b></p><ul><li>one</li><li>two</li></ul>`,
      }),
    });
    const on = await stage({ ...base, ...look, views: [{ item }] });
    await on.show(idOf(1));
    return ready(on);
  },
  async folded(look) {
    const on = await plain(look);
    on.session.model.folded.value = true;
    return on;
  },
  async waiting(look) {
    return stage({
      ...base,
      ...look,
      views: [],
      worker: { 'panel.hello': () => new Promise(() => undefined) },
    });
  },
  async refused(look) {
    const on = await stage({ ...base, ...look, views: [], admitted: false });
    await vi.waitFor(() => document.querySelector('.empty h2') ?? Promise.reject());
    return on;
  },
  async missing(look) {
    const on = await stage({ ...base, ...look, views: [] });
    await on.show(idOf(1));
    return on;
  },
  async 'signed-out'(look) {
    const on = await stage({ ...base, ...look, views: [], connection: 'revoked' });
    await on.show(idOf(1));
    return on;
  },
  async done(look) {
    const on = await stage({ ...base, ...look, views: [{ item: await itemOf(1) }] });
    await on.show(idOf(1));
    await ready(on);
    await userEvent.keyboard('x');
    return on;
  },
  async gone(look) {
    const views = [{ item: await itemOf(1) }];
    const on = await stage({ ...base, ...look, views });
    await on.show(idOf(2));
    on.session.model.link.value = 'gone';
    return on;
  },
};

/** Waits until nothing is being fetched or drawn any more. */
export async function settled(): Promise<void> {
  await vi.waitFor(() => {
    const text = document.querySelector('#app')?.textContent ?? '';
    if (text.trim() === '') throw new Error('empty');
  });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await new Promise((done) => requestIdleCallback(done));
}
