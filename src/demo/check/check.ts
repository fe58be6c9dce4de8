import { openBrowser, pairAsRep } from '../drive/browser.ts';
import { WORKFLOWS } from '../seed/workflows.ts';
import { startWorld } from '../world/world.ts';
import { startHook } from './hook.ts';
import { Ledger, must } from './ledger.ts';
import { onHubspot, onSalesforce } from './records.ts';
import { CheckRun, UNDO_SECONDS } from './run.ts';
import * as steps from './steps.ts';

/** Runs the demo without a window and checks itself. Prints one JSON line; 0 when everything held. */
export async function check(say: (line: string) => void): Promise<number> {
  const ledger = new Ledger();
  let secret = '';
  const hook = await startHook(() => secret);
  const workflows = WORKFLOWS.map((workflow) => ({
    ...workflow,
    policy: { ...workflow.policy, undoSeconds: UNDO_SECONDS },
    // What isn't mail is executed by a system at this address.
    executorUrl: hook.url,
  }));
  say('Starting gate, database, mailbox, mail page and record pages …');
  const world = await startWorld({ workflows, gmail: { sendDelayMs: 300 }, crm: true });
  secret = world.admin.webhookSecret;
  const browser = await openBrowser(world);
  try {
    await ledger.step('pairing', async () => {
      const page = await pairAsRep(browser, world);
      await page.close();
      return {};
    });
    const run = new CheckRun({ world, browser, hook });
    const all: [string, () => Promise<Record<string, unknown>>][] = [
      ['approveGate', () => steps.approveGate(run)],
      ['approveCompose', () => steps.approveCompose(run)],
      ['changedAfterApproval', () => steps.changedAfterApproval(run)],
      ['editThenApprove', () => steps.editThenApprove(run)],
      ['rejectWithReason', () => steps.rejectWithReason(run, hook)],
      ['undoInTime', () => steps.undoInTime(run)],
      ['ownMail', () => steps.ownMail(run)],
      ['hubspotRecord', () => onHubspot(run)],
      ['salesforceRecord', () => onSalesforce(run)],
    ];
    for (const [name, step] of all) {
      say(`checking ${name} …`);
      await ledger.step(name, step);
      if (ledger.failed.includes(name)) say(`  ${JSON.stringify(ledger.seen[name])}`);
    }
    await ledger.step('pagePolicy', async () => {
      must('violations', world.gmail.violations(), []);
      return { violations: 0 };
    });
  } finally {
    await browser.close();
    await hook.close();
    await world.close();
  }
  const ok = ledger.failed.length === 0;
  console.log(JSON.stringify({ ok, failed: ledger.failed, ...ledger.seen }));
  return ok ? 0 : 1;
}
