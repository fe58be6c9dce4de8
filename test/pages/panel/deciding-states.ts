import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { typed } from '../../../src/pages/review/text-draft.ts';
import { type Build, base, edited, plain, ready, shown } from './build-states.ts';
import { idOf, itemOf, itemWithSameWords, mailOf } from './samples.ts';
import { stage } from './stage.tsx';

/** What is decided: findings, repairs, edits, and every way to answer. */
export const DECIDING: Record<string, Build> = {
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
};
