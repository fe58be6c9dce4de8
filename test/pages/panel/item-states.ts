import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { authoredOf } from '../../../src/core/text/plain.ts';
import { type Build, base, edited, plain, ready } from './build-states.ts';
import { idOf, itemOf, mailOf } from './samples.ts';
import { stage } from './stage.tsx';

const RTL = authoredOf(
  'שלום פטרה,\n\nראיתי שפתחתם מחסן שלישי באולם במרץ 2026.\nהצוות שלכם גדל ב-40 % בשנה שעברה.\n\nהאם יום חמישי בשעה 10:00 נוח לשיחה קצרה?',
);
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** What comes, changes, and is not there: other kinds, odd texts, and no item. */
export const COMING: Record<string, Build> = {
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
