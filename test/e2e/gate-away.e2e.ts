import { beforeEach, describe, expect, it } from 'vitest';
import { CLICK } from './send-paths.ts';
import { timeEnough, useStage } from './stage.ts';

const stage = useStage({ separateGate: true });

beforeEach(async () => {
  const { url } = stage.world.gate;
  const alive = await fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!alive) await stage.world.restartGate();
});

describe('a gate that cannot be reached', () => {
  it('stops an approved mail; when the gate is back, it leaves once', async () => {
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approved(item);
    // The browser has the clearance: only the gate's own yes is missing.
    await panel.says(/Press Send/);
    await stage.world.gate.kill();
    await CLICK.act(compose);
    await panel.says(/^Stopped: /, 60_000);
    expect(await panel.stopped()).toMatch(/cannot be reached|not known/);
    await timeEnough(1000);
    expect(stage.left(item.draftId)).toBe(0);
    await stage.world.restartGate();
    await expect
      .poll(
        async () => {
          if (stage.left(item.draftId) === 0) await CLICK.act(compose).catch(() => undefined);
          return stage.state(item.proposalId).catch(() => 'no answer');
        },
        { timeout: 60_000, interval: 2000 },
      )
      .toBe('executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('stops a draft that nobody has approved', async () => {
    const item = await stage.propose({ delivery: 'gate' });
    const { mail, compose } = await stage.open(item);
    const panel = await mail.panel();
    await stage.world.gate.kill();
    await CLICK.act(compose);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });
});
