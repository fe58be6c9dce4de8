import { random } from '../gate/chaos/random.ts';
import type { Evidence } from './check.ts';
import { pause } from './desk.ts';
import { Faults } from './faults.ts';
import { type Item, propose, textsOf } from './items.ts';
import { Person } from './person.ts';
import { browserRows, gateRows } from './records.ts';
import { Stage } from './stage.ts';

const SETTLE_MS = 300_000;
const AHEAD = 8;

/** Decides `decisions` items by hand while everything is killed; tells all that came of it. */
export async function runChaos(options: {
  seed: number;
  decisions: number;
  say: (line: string) => void;
}): Promise<Evidence> {
  const { seed, decisions, say } = options;
  const chance = random(seed);
  const surprises: string[] = [];
  const stage = await Stage.start();
  const items = new Map<number, Item>();
  const faults = new Faults(stage, random(seed + 1));
  const person = new Person({ stage, items, chance, faults });
  const began = Date.now();
  const tell = (what: string): void =>
    say(`${Math.round((Date.now() - began) / 1000)} s, ${person.decided} decided: ${what}`);

  async function sit(first: Item | undefined, most: number): Promise<void> {
    try {
      // What is asked of a browser that dies doesn't always come back as refused.
      await Promise.race([person.sitDown(first, most), stage.gone, tooLong()]);
    } catch (error) {
      const [line] = String(error instanceof Error ? error.message : error).split('\n');
      tell(`interrupted (${line}), ${faults.all.length} faults`);
      await faults.over();
      await pause(300);
      if (stage.browserDied()) {
        surprises.push('the browser died by itself');
        await stage.relaunch();
      }
    }
  }

  try {
    const asked = chanceOf(seed);
    // A short run goes on until everything was hit once: it would prove little otherwise.
    while (person.decided < decisions || faults.missing > 0) {
      const open = items.size - new Set(person.attempts.map((each) => each.proposalId)).size;
      for (let more = AHEAD - open; more > 0; more -= 1) {
        const number = items.size + 1;
        const surprised = (what: string): void => void surprises.push(what);
        items.set(number, await propose(stage.world, asked, { number, surprised }));
      }
      const drafts = [...items.values()].filter((item) => unsent(person, item));
      await sit(chance.below(3) === 0 ? chance.pick(drafts) : undefined, AHEAD);
      tell(`${faults.all.length} faults`);
      if (Date.now() - began > decisions * 15_000 + 120_000) {
        surprises.push('the run came to no end');
        break;
      }
    }
    person.stormy = false;
    await faults.over();
    tell(`calm; ${faults.all.length} faults`);
    for (const deadline = Date.now() + SETTLE_MS; ; ) {
      const [rows, browser] = [
        await gateRows(stage.world.dataDir),
        await browserRows(stage.browser),
      ];
      const left = unsettled({ items, person, rows, browser });
      if (left.length === 0 || Date.now() > deadline) {
        surprises.push(...faults.failed);
        return evidenceOf({ stage, items, person, faults, rows, browser, surprises });
      }
      tell(`waiting for ${left.slice(0, 4).join('; ')}${left.length > 4 ? ' …' : ''}`);
      const [draft] = [...items.values()].filter(
        (item) =>
          item.delivery === 'compose' &&
          person.toSend.has(item.number) &&
          ['pending', 'approved', 'recalled'].includes(stateOf(rows, item)),
      );
      if (draft) await sit(draft, 1);
      else await pause(1000);
    }
  } finally {
    await stage.close();
  }
}

/** Longer than anyone sits at a page, in milliseconds. */
const SITTING_MS = 240_000;

const tooLong = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error('nothing moves')), SITTING_MS).unref();
  });

/** The draws of what is proposed are their own, so that they don't hang on how things went. */
const chanceOf = (seed: number) => random(seed + 2);

const unsent = (person: Person, item: Item): boolean =>
  item.delivery === 'compose' && person.toSend.has(item.number) && person.left(item) === 0;

const stateOf = (rows: Pick<Evidence, 'proposals'>, { proposalId }: Item): string =>
  rows.proposals.find(({ id }) => id === proposalId)?.state ?? 'missing';

/** What is still under way, in words. */
function unsettled(on: {
  items: Map<number, Item>;
  person: Person;
  rows: Pick<Evidence, 'proposals' | 'dispatches'>;
  browser: Evidence['browser'];
}): string[] {
  const { items, person, rows, browser } = on;
  return [
    ...[...items.values()].flatMap((item) => {
      const state = stateOf(rows, item);
      const waits =
        state === 'pending'
          ? item.delivery === 'compose' && person.toSend.has(item.number)
          : !['executed', 'unknown', 'rejected'].includes(state);
      return waits ? [`${item.number} (${item.delivery}) ${state}`] : [];
    }),
    ...browser.outbox.flatMap(({ state }) =>
      state === 'saved' || state === 'sending' ? [`outbox ${state}`] : [],
    ),
    ...browser.redemptions.flatMap(({ state }) => (state === 'reported' ? [] : [`send ${state}`])),
    ...(browser.reports > 0 ? [`${browser.reports} reports`] : []),
    ...rows.dispatches.flatMap(({ state }) =>
      ['queued', 'claimed', 'handing_over'].includes(state) ? [`dispatch ${state}`] : [],
    ),
  ];
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

const plainOfHtml = (html: string): string =>
  plain(html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' '));

function evidenceOf(on: {
  stage: Stage;
  items: Map<number, Item>;
  person: Person;
  faults: Faults;
  rows: Pick<Evidence, 'proposals' | 'decisions' | 'clearances' | 'dispatches'>;
  browser: Evidence['browser'];
  surprises: string[];
}): Evidence {
  const { gmail, sink } = on.stage.world;
  const held = gmail.pending().map(({ fields }) => {
    return { draftId: fields.messageId.replace(/^msg-a:/, ''), text: plainOfHtml(fields.bodyHtml) };
  });
  return {
    ...on.rows,
    items: [...on.items.values()].map((item) => {
      const { proposalId, delivery, draftId } = item;
      return { proposalId, delivery, draftId, texts: textsOf(item) };
    }),
    attempts: on.person.attempts,
    mails: sink.mails().map(({ messageId, text }) => ({ messageId, text: plain(text) })),
    sent: [
      ...gmail.sent().map(({ draftId, bodyHtml }) => ({ draftId, text: plainOfHtml(bodyHtml) })),
      ...held,
    ],
    browser: on.browser,
    faults: on.faults.all,
    surprises: on.surprises,
  };
}
