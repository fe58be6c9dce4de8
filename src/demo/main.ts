import { parseArgs } from 'node:util';
import { keepProposing } from './agent.ts';
import { ensureBuilt } from './built.ts';
import { check } from './check/check.ts';
import { seededRecords } from './crm/seeded.ts';
import { openBrowser, pairAsRep } from './drive/browser.ts';
import type { SeedProposal } from './seed/build.ts';
import { seedProposals } from './seed/seed.ts';
import { REP } from './seed/workflows.ts';
import { startWorld } from './world/world.ts';

/*
 * npm start              the demo, in a window
 * npm start -- --check   the same without a window, with real key presses; one JSON line, exit 0 if all held
 */
const USAGE = 'Usage: npm start [-- --check]';
/** milliseconds between two mails of the scripted agent */
const AGENT_EVERY = 45_000;
const OUTLOOK_DRAFTS = 3;

const say = (line: string): void => console.error(line);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  await ensureBuilt(say);
  if (values.check) return check(say);
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say(
      'There is no display here, so no window can open. Run `npm start -- --check` to see the demo',
    );
    say('check itself without one, or start it from a desktop session (or with DISPLAY set).');
    return 1;
  }
  return demo();
}

async function demo(): Promise<number> {
  say('Starting gate, database, mailbox and mail page …');
  const world = await startWorld({ crm: true, outlook: { seed: { threads: [] } } });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    const seeds = seedProposals(Date.now());
    for (const seed of seeds) await world.propose(seed);
    for (const seed of alsoInOutlook(seeds)) await world.propose(seed, 'outlook');
    for (const [system, records] of seededRecords(seeds)) world.crm?.put(system, records);
    const browser = await openBrowser(world, { headless: false });
    browser.context.once('close', () => stop.abort());
    const options = await pairAsRep(browser, world);
    const mailbox = await browser.context.newPage();
    await mailbox.goto(world.mailboxUrl);
    const inbox = await browser.context.newPage();
    await inbox.goto(`${world.gmail.url}#drafts`);
    const records = await browser.context.newPage();
    await records.goto(world.crm?.url('hubspot') ?? 'about:blank');
    const outlook = await browser.context.newPage();
    await outlook.goto(new URL('/mail/drafts', world.outlook?.url).href);
    await inbox.bringToFront();
    await options.close();
    say(`
Ready. The window shows the mailbox of ${REP.name}, with drafts that an agent wrote.
  1. Open a draft. The panel beside it says why it came to you.
  2. Click the panel, then press a to approve, e to edit, r to reject, z to undo, ? for all keys.
  3. Records: turn HubSpot or Salesforce on in the extension's options, then open a record in the
     tab beside (or ${world.crm?.url('salesforce')}).
  4. Outlook: the same, once it is turned on in the options; its drafts are in the last tab.
  5. What was approved arrives at ${world.mailboxUrl}
  API and its documentation: ${world.gate.url}/docs
Close the window or press Ctrl+C to end; everything of this demo is thrown away then.`);
    const agent = keepProposing({ world, everyMs: AGENT_EVERY, signal: stop.signal, say });
    await new Promise<void>((resolve) => {
      if (stop.signal.aborted) resolve();
      stop.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await agent;
    await browser.close().catch(() => undefined);
  } finally {
    await world.close();
  }
  return 0;
}

/** A few of the seeded mails, as drafts of the second inbox. */
const alsoInOutlook = (seeds: readonly SeedProposal[]): SeedProposal[] =>
  seeds
    .filter(({ draft, input }) => draft && input.content.kind === 'email.draft')
    .slice(0, OUTLOOK_DRAFTS)
    .map((seed) => ({
      ...seed,
      input: { ...seed.input, externalId: `outlook-${seed.input.externalId}` },
    }));

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const misused =
      error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    say(
      misused
        ? `${error.message}\n${USAGE}`
        : String(error instanceof Error ? (error.stack ?? error) : error),
    );
    process.exitCode = misused ? 2 : 1;
  },
);
