import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { panelOf } from '../../src/demo/drive/panel.ts';
import { change, RecordStage, recordsOf } from './record-stage.ts';

/** Addresses by path, by a path whose ids tell the type, by query, and by fragment without an account. */
const SYSTEMS = ['hubspot', 'salesforce', 'dynamics', 'apollo'];
const NAVIGATIONS = 1_000;
/** presses of the approving key, at moments that nobody chose */
const PRESSES = 40;
/** What was on screen so long before a press, a person may have meant by it. */
const SEEN_MS = 250;

const stage = new RecordStage();
beforeAll(() => stage.start(SYSTEMS));
afterAll(() => stage.close());

it.concurrent.each(SYSTEMS)(
  '%s: a decision goes to the record that was on screen, or nowhere',
  { timeout: 300_000 },
  async (system) => {
    const [one, other] = recordsOf(system);
    stage.crm.put(system, [one, other]);
    const recordOfProposal = new Map<string, string>();
    for (let at = 0; at < PRESSES; at += 1) {
      for (const record of [one, other]) {
        const id = await stage.propose(change(system, record, `Title ${record.id} ${at}`));
        recordOfProposal.set(id, record.id);
      }
    }
    // Each in a window of its own, so that what goes on in the others doesn't hide it.
    const page = await stage.window();
    await page.goto(stage.crm.url(system, one));
    await panelOf(page);
    // What the page shows, when: by its own clock, which is this machine’s.
    const places = [one, other].map((each) => ({
      id: each.id,
      place: stage.crm.url(system, each).replace(/^https:\/\/[^/]+/, ''),
    }));
    const list = stage.crm.url(system).replace(/^https:\/\/[^/]+/, '');
    const shown: { at: number; id: string }[] = [{ at: 0, id: one.id }];
    const presses: number[] = [];
    const [steps = []] = fc.sample(
      fc.array(
        fc.record({
          to: fc.nat(1),
          waitMs: fc.nat(1_500),
          lateMs: fc.nat(40),
          redraw: fc.boolean(),
        }),
        { minLength: PRESSES, maxLength: PRESSES },
      ),
      1,
    );
    const press = async (lateMs: number) => {
      await page.waitForTimeout(lateMs);
      presses.push(Date.now());
      await page.keyboard.press('a');
    };
    for (const { to, waitMs, lateMs, redraw } of steps) {
      await page.waitForTimeout(waitMs);
      const frame = page.frames().find((each) => each.url().includes('/panel/'));
      await frame
        ?.locator('main.body')
        .focus({ timeout: 500 })
        .catch(() => undefined);
      // The page goes on while the key is on its way.
      const [seen] = await Promise.all([
        page.evaluate(
          async ({ places, list, to, redraw, count }) => {
            const log: { at: number; id: string }[] = [];
            const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
            for (let step = 0; step < count; step += 1) {
              await pause();
              const last = step === count - 1;
              const target = last ? places[to] : places[Math.floor(Math.random() * 3)];
              // Logged before and not after: from then on the other one isn’t there.
              log.push({ at: Date.now(), id: target?.id ?? 'list' });
              window.__crm.go(target?.place ?? list);
              if (redraw && step % 5 === 0) window.__crm.redraw();
            }
            return log;
          },
          { places, list, to, redraw, count: NAVIGATIONS / PRESSES },
        ),
        press(lateMs),
      ]);
      shown.push(...seen);
    }
    await page.waitForTimeout(1_500);
    const decisions = (await stage.decisions()).filter(({ proposalId }) =>
      recordOfProposal.has(proposalId),
    );
    const at = (time: number) => shown.findLast((each) => each.at <= time)?.id;
    for (const { proposalId, at: decided, action } of decisions) {
      const pressed = presses.findLast((time) => time <= decided) ?? 0;
      const could = shown
        .filter((each) => each.at >= pressed - SEEN_MS && each.at <= pressed)
        .map(({ id }) => id);
      expect(action).toBe('approve');
      expect([...could, at(pressed - SEEN_MS)]).toContain(recordOfProposal.get(proposalId));
    }
    // It would prove nothing if no key ever decided; with four at once on two cores, few do.
    expect(decisions.length).toBeGreaterThan(1);
    expect(shown.length).toBe(NAVIGATIONS + 1);
    expect(await page.evaluate(() => window.__crmViolations)).toEqual([]);
  },
);
