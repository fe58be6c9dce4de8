import { vi } from 'vitest';
import { runsOf } from '../../../src/core/text/runs.ts';
import { type Build, base, edited, type Look, ready } from './build-states.ts';
import { idOf, itemOf, mailOf, readingMessage } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

const tailHtml =
  '<p>Ana Reyes</p><blockquote><p>On Monday Petra wrote:</p><p>Thanks</p></blockquote>';

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

/** Beside a draft in the page: bound, stopped, sent, or not surely this one. */
export const BESIDE: Record<string, Build> = {
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
};
