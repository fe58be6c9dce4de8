import { describe, expect, it } from 'vitest';
import { GateUnreachable, problemOf } from '../../src/background/gate/problems.ts';
import { policyHandlers } from '../../src/background/policies.ts';
import type { Space } from '../../src/background/space.ts';
import { startingFor } from '../../src/core/picker/starting.ts';

const { workflow } = startingFor('contact.enrich', {
  ...{ owner: 'ops@acme.example', finance: 'cfo@acme.example' },
});
const ASKED = { id: 'contact-enrich', workflow, reason: 'Too many wait.' };

/** The worker before a gate that answers so; what it asked is kept. */
function worker(answer: unknown) {
  const asked: unknown[] = [];
  const gate = {
    call: async (name: string, input: unknown) => {
      asked.push([name, input]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const handlers = policyHandlers(async () => ({ gate }) as unknown as Space);
  return { asked, ...handlers };
}
/** A refusal as it comes over the wire. */
const refused = (status: number, type: string, errors?: { path: string; message: string }[]) => {
  const body = {
    ...{ type: `https://countersign.dev/problems/${type}`, title: 'No', status },
    ...{ detail: 'the policy is at version 4', errors },
  };
  return problemOf(new Response(JSON.stringify(body), { status }), 0);
};

describe('publishing', () => {
  it('says the version that it became', async () => {
    const at = worker({ workflow: { ...workflow, policy: { ...workflow.policy, version: 5 } } });
    expect(await at['policy.publish'](ASKED, {})).toEqual({ version: 5 });
    expect(at.asked).toEqual([
      [
        'publishPolicy',
        { params: { id: 'contact-enrich' }, body: { workflow, reason: 'Too many wait.' } },
      ],
    ]);
  });

  it('tells a conflict from a fault, and both from a gate that is away', async () => {
    const late = worker(await refused(409, 'version-conflict'));
    expect(await late['policy.publish'](ASKED, {})).toEqual({
      conflict: 'the policy is at version 4',
    });
    const faults = [{ path: '/policy/stage', message: 'is not earned' }];
    const wrong = worker(await refused(422, 'invalid-request', faults));
    expect(await wrong['policy.publish'](ASKED, {})).toEqual({ faults });
    const away = worker(new GateUnreachable('The gate cannot be reached.'));
    await expect(away['policy.publish'](ASKED, {})).rejects.toThrow('cannot be reached');
    const forbidden = worker(await refused(403, 'forbidden'));
    await expect(forbidden['policy.publish'](ASKED, {})).rejects.toThrow('version 4');
  });

  it('asks nothing with what is no workflow, and says where it is wrong', async () => {
    const at = worker({});
    const broken = { ...workflow, policy: { ...workflow.policy, confidenceLine: 7 } };
    const { faults } = await at['policy.publish']({ ...ASKED, workflow: broken }, {});
    expect(faults?.map(({ path }) => path)).toEqual(['/policy/confidenceLine']);
    expect(at.asked).toEqual([]);
  });
});

it('a draft that is tried is given time, and the gate’s faults come back as they are', async () => {
  const tried = { id: 'contact-enrich', workflow, days: 30, tries: 2 };
  const faults = [{ path: '/workflow/policy/stage', message: 'is not earned' }];
  const at = worker(await refused(422, 'invalid-request', faults));
  expect(await at['policy.simulate'](tried, {})).toEqual({ faults });
  expect(at.asked).toEqual([
    ['simulatePolicy', expect.objectContaining({ body: { workflow, days: 30, tries: 2 } })],
  ]);
});

it('versions carry the person’s name where there is one', async () => {
  const version = { version: 1, workflow, at: '2026-11-28T10:00:00.000Z' };
  const at = worker({
    versions: [
      { ...version, by: 'reviewer:1', name: 'Ana' },
      { ...version, by: 'cli' },
    ],
  });
  const { versions } = await at['policy.versions']({ id: 'contact-enrich' }, {});
  expect(versions.map(({ by }) => by)).toEqual(['Ana', 'cli']);
});
