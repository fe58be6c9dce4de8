import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';
import type { ItemView } from '../../../src/messages/shared.ts';
import { BODY, idOf, itemOf, itemWithSameWords, mailOf, readingMessage } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.stop());

const ready = () =>
  vi.waitFor(() => {
    expect(on.session.guard.armed(performance.now())).toBe(true);
    expect(on.session.model.plan.value).not.toBeNull();
  });
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const one = (selector: string) => document.querySelector<HTMLElement>(selector);
const text = () => one('#app')?.textContent ?? '';
const spoken = () => one('[role=status]')?.textContent ?? '';
const bodyNow = () => on.session.model.texts.value.body;
const calls = (name: string) => on.told.filter((told) => told.name === name);
const GROWTH = 'Your team grew by 40 % last year.';

async function open(view?: Partial<ItemView>, more: Partial<Parameters<typeof stage>[0]> = {}) {
  const views = [{ item: await itemOf(1), ...view }, { item: await itemOf(2) }];
  on = await stage({ views, uncovered: true, ...more });
  await on.show(idOf(1));
  await ready();
}
/** A press after which the next one may come: no finger is down again sooner. */
async function pressF() {
  await userEvent.keyboard('f');
  await new Promise((done) => setTimeout(done, 60));
}
/** `f`, until the contradicted claim is the one that is looked at. */
async function walkTo(id: string) {
  for (let turn = 0; turn < 5 && on.session.model.activeFinding.value !== id; turn += 1)
    await pressF();
  expect(on.session.model.activeFinding.value).toBe(id);
  await vi.waitFor(() => expect(one('.finding.active .compared')).not.toBeNull());
}

describe('f walks the facts', () => {
  test('worst first, each with text and evidence side by side, a contradiction as two values', async () => {
    await open();
    await pressF();
    await vi.waitFor(() => expect(one('.finding.active .sides')).not.toBeNull());
    expect(one('.finding.active')?.dataset.finding).toBe('flag:0');
    expect(text()).toContain('There is none.');
    await pressF();
    await vi.waitFor(() => expect(one('.finding.active .values')).not.toBeNull());
    expect(all('.values dd').map(({ textContent }) => textContent)).toEqual(['40 %', '12 %']);
    expect(all('.values dt')[1]?.textContent).toContain('Annual report 2025');
    const [left, right] = all('.finding.active .sides section');
    expect(left?.textContent).toContain(GROWTH);
    expect(left?.querySelector('mark')?.textContent).toBe('grew by 40 %');
    expect(right?.textContent).toContain('Headcount rose from 210 to 236 (12 %).');
    expect(spoken()).toContain('Contradicted');
    expect(on.session.meter.of(idOf(1), [], performance.now()).contradictionOpened).toBe(true);
  });
});

describe('several findings on the same words', () => {
  test('are named together with the one that is looked at, said aloud, and one press away', async () => {
    await open({ item: await itemWithSameWords() });
    await walkTo('claim:growth');
    await vi.waitFor(() => expect(one('.same-words')).not.toBeNull());
    expect(all('.same-words li').map(({ textContent }) => textContent)).toEqual([
      'Low, from the agent: Is that their figure?',
    ]);
    expect(spoken()).toContain('Also on these words: Low, from the agent: Is that their figure?');
    await userEvent.click(one('.same-words button') as Element);
    expect(on.session.model.activeFinding.value).toBe('flag:1');
    await vi.waitFor(() => expect(one('.same-words')?.textContent).toContain('grew by 40 %'));
  });

  test('are one line in the text, the gravest, thicker where they meet, and all said there', async () => {
    await open({ item: await itemWithSameWords() });
    const seen = all('.mail mark').map((mark) => [
      mark.className.trim().replace(/\s+/g, ' '),
      mark.textContent,
    ]);
    expect(seen).toContainEqual(['mark flag', ' [flagged: Your team ] ']);
    expect(seen).toContainEqual(['mark flag several', ' [flagged, contradicted: grew by 40 %] ']);
    on.session.walk('claim:growth');
    await vi.waitFor(() => expect(one('.mail mark.active')).not.toBeNull());
    // Its own place is shown; the line on it stays the gravest one's.
    expect(one('.mail mark.active')?.className).toContain('flag several');
    expect(one('[data-mark="claim:growth"]')?.textContent).toContain('grew by 40 %');
  });

  test('that is about words of its own has no such list', async () => {
    await open({ item: await itemWithSameWords() });
    await walkTo('claim:warehouse');
    expect(one('.same-words')).toBeNull();
    expect(spoken()).not.toContain('Also on these words');
  });
});

describe('d mends the sentence', () => {
  test('shows each way first, and changes nothing until one is taken', async () => {
    await open();
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(all('.repairs > li')).toHaveLength(2));
    expect(all('.repairs ins')[0]?.textContent).toContain('12');
    expect(spoken()).toContain('Your team grew by 12 % last year.');
    expect(bodyNow()).toContain(GROWTH);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(one('.repairs')).toBeNull());
    expect(bodyNow()).toContain(GROWTH);
    expect(on.decided).toEqual([]);
  });

  test('takes the evidence’s value; approving then files a wrong fact, and sends exactly that', async () => {
    await open();
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(one('.repairs')).not.toBeNull());
    await userEvent.keyboard('1');
    await vi.waitFor(() => expect(bodyNow()).toContain('grew by 12 % last year.'));
    expect(on.decided).toEqual([]);
    await vi.waitFor(() =>
      expect(on.session.model.plan.value).toMatchObject({ action: 'approve_edited' }),
    );
    await vi.waitFor(() => expect(text()).toContain('a guess: 1 or a confirms it'));
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    expect(on.decided[0]).toMatchObject({
      action: 'approve_edited',
      content: mailOf({ body: BODY.replace('40 %', '12 %') }),
      reason: { code: 'wrong_fact' },
    });
  });

  test('the same key again takes the first way; the second leaves the sentence out', async () => {
    await open();
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(one('.repairs')).not.toBeNull());
    await new Promise((done) => setTimeout(done, 60));
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(bodyNow()).toContain('12 %'));
    on.stop();
    await open();
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(one('.repairs')).not.toBeNull());
    await userEvent.keyboard('2');
    await vi.waitFor(() => expect(bodyNow()).not.toContain('40 %'));
    expect(bodyNow()).toContain('\nTeams like yours');
    expect(spoken()).toBe('The sentence is out.');
  });

  test('a digit there chooses no reason and rejects nothing', async () => {
    await open();
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(one('.repairs')).not.toBeNull());
    await userEvent.keyboard('9');
    await new Promise((done) => setTimeout(done, 200));
    expect(on.decided).toEqual([]);
    expect(on.session.model.editReason.value).toBeNull();
    expect(bodyNow()).toContain(GROWTH);
  });

  test('links and bold words around it stay', async () => {
    const body = `<p>Hi <b>Petra</b>,</p><p>${GROWTH} See <a href="https://a.example.com">this</a>.</p>`;
    await open({ item: await itemOf(1, { content: mailOf({ body }), flags: [] }) });
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(one('.repairs')).not.toBeNull());
    await userEvent.keyboard('2');
    await vi.waitFor(() =>
      expect(on.session.model.plan.value).toMatchObject({
        leaves: {
          body: '<p>Hi <b>Petra</b>,</p><p>See <a href="https://a.example.com">this</a>.</p>',
        },
        notes: [],
      }),
    );
  });

  test('what holds another fact is left to the person’s own hand', async () => {
    const body = authoredOf('You run a third warehouse in Ulm and grew by 40 % in a year.');
    await open({ item: await itemOf(1, { content: mailOf({ body }), flags: [] }) });
    await walkTo('claim:growth');
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(one('.repairs')).not.toBeNull());
    expect(all('.repairs > li')).toHaveLength(1); // the value, and not the sentence
  });

  test('in a compose it goes through the page’s editor, and not at all when the draft has changed', async () => {
    const content = mailOf();
    const reading = readingMessage(content);
    let written = false;
    const seen: string[] = [];
    on = await stage({
      views: [{ item: await itemOf(1, { content }) }],
      reading,
      uncovered: true,
      page: {
        write: ({ authoredHtml }) => {
          seen.push(authoredHtml);
          return { written };
        },
      },
    });
    await on.show(idOf(1), { surfaceId: 's1' });
    await ready();
    for (const expected of [false, true]) {
      written = expected;
      await walkTo('claim:growth');
      // A key that comes right after something changed does nothing: a person presses it again.
      await vi.waitFor(
        async () => {
          if (!one('.repairs')) await userEvent.keyboard('d');
          expect(one('.repairs'), spoken()).not.toBeNull();
        },
        { timeout: 5000, interval: 300 },
      );
      await userEvent.keyboard('1');
      await vi.waitFor(() => expect(seen).toHaveLength(expected ? 2 : 1));
      const words = expected ? 'It now says' : 'The draft changed meanwhile';
      await vi.waitFor(() => expect(spoken()).toContain(words));
    }
    expect(plainOf(seen[0] ?? '').text).toContain('Your team grew by 12 % last year.');
    expect(calls('reveal').length).toBeGreaterThan(0);
  });
});

describe('a source', () => {
  const url = 'https://www.huber-logistik.de/news/ulm';
  test('that is where it says is one link, out of this window’s reach', async () => {
    await open();
    await walkTo('claim:warehouse');
    await vi.waitFor(() => expect(one('.compared .source-link')).not.toBeNull());
    const link = one('.compared .source-link') as HTMLAnchorElement;
    expect([link.href, link.target, link.rel]).toEqual([url, '_blank', 'noopener noreferrer']);
    expect(link.querySelector('b')?.textContent).toBe('huber-logistik.de');
  });

  test('that leads elsewhere is no link before a person has said yes', async () => {
    const item = await itemOf(1);
    const claims = item.claims.map((claim) => ({
      ...claim,
      evidence: claim.evidence.map((evidence) => ({
        ...evidence,
        url: 'https://huber-logistik.de.evil.example.net/news',
      })),
    }));
    await open({ item: { ...item, claims } });
    await walkTo('claim:warehouse');
    await vi.waitFor(() => expect(one('.compared .source-ask')).not.toBeNull());
    expect(all('.compared a')).toEqual([]);
    await userEvent.click(one('.compared .source-ask') as Element);
    await vi.waitFor(() =>
      expect(one('.source-asked')?.textContent).toContain('evil.example.net'.slice(5)),
    );
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Leave it'));
    expect((one('.source-asked a') as HTMLAnchorElement).rel).toBe('noopener noreferrer');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(all('.compared a')).toEqual([]));
    expect(on.decided).toEqual([]);
  });
});

describe('v compares with', () => {
  test('the revision before, in words and for the ear; a plain approve asks no reason', async () => {
    const before = mailOf({ body: BODY.replace('40 %', '30 %') });
    await open({ before });
    await userEvent.keyboard('v');
    await vi.waitFor(() => expect(one('.edited .difference')).not.toBeNull());
    expect(one('.edited')?.getAttribute('aria-label')).toBe('Against the revision before');
    expect(one('.edited del')?.textContent).toContain('removed');
    expect(one('.edited del')?.textContent).toContain('30');
    expect(one('.edited ins')?.textContent).toContain('added');
    expect(one('.edited .reasons')).toBeNull();
    expect(spoken()).toContain('Compared with the revision before');
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    expect(on.decided[0]).not.toHaveProperty('reason');
  });

  test('nothing, where there is nothing, and says so', async () => {
    await open();
    await userEvent.keyboard('v');
    await vi.waitFor(() => expect(spoken()).toContain('no earlier revision'));
    expect(one('.edited')).toBeNull();
  });
});

describe('putting off and handing on', () => {
  test('S and a digit put it off until then, and the next is there; nothing is decided', async () => {
    const asked: unknown[] = [];
    await open(undefined, {
      worker: {
        'put-off': (payload) => {
          asked.push(payload);
          return { putOff: true };
        },
      },
    });
    await userEvent.keyboard('{Shift>}S{/Shift}');
    await vi.waitFor(() => expect(all('.choice-list button').length).toBeGreaterThan(1));
    expect(spoken()).toMatch(/^Put off until when\? 1: In an hour: /);
    const from = Date.now();
    await userEvent.keyboard('1');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const { until, proposalId } = asked[0] as { until: string; proposalId: string };
    expect(proposalId).toBe(idOf(1));
    expect(Math.abs(Date.parse(until) - from - 3_600_000)).toBeLessThan(5000);
    await vi.waitFor(() => expect(on.session.model.currentId.value).toBe(idOf(2)));
    await vi.waitFor(() =>
      expect(spoken()).toMatch(/^Put off until .* It comes back by itself\.$/),
    );
    expect(on.decided).toEqual([]);
  });

  test('what would expire meanwhile is not put off so long', async () => {
    const expiresAt = new Date(Date.now() + 2 * 3_600_000).toISOString();
    await open({ item: await itemOf(1, { expiresAt }) });
    await userEvent.keyboard('{Shift>}S{/Shift}');
    await vi.waitFor(() => expect(all('.choice-list button')).toHaveLength(1));
  });

  test('X names whom it is for, and takes a note along', async () => {
    const ownership = {
      mine: true,
      message: 'You answer for it.',
      approver: 'ana@northwind.example.com',
      standIn: 'bo@northwind.example.com',
    };
    await open({ item: await itemOf(1, { ownership }) });
    await userEvent.keyboard('{Shift>}X{/Shift}');
    await vi.waitFor(() => expect(all('.choice-list button')).toHaveLength(3));
    await userEvent.type(one('#reject-note') as Element, 'By 14:00, a xr 3 please.');
    expect(on.decided).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('3');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    expect(on.decided[0]).toMatchObject({
      action: 'escalate',
      reason: { code: 'other', note: 'For bo@northwind.example.com. By 14:00, a xr 3 please.' },
    });
  });

  test('what was escalated says by whom and why, and is decided by whom it came to', async () => {
    const decision = {
      ...{ id: idOf(7), action: 'escalate', by: 'Ana Reyes', at: '2026-11-22T09:00:00.000Z' },
      note: 'For Bo. The price is odd.',
    };
    const item = await itemOf(1, { state: 'escalated', decision });
    await open({ item });
    await vi.waitFor(() => expect(text()).toContain('The price is odd.'));
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(spoken()).toContain('no longer open'));
    on.stop();
    await open({ item, mine: true });
    await vi.waitFor(() => expect(text()).toContain('it is yours to decide'));
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
  });
});
