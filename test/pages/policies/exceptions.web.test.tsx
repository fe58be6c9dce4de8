import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ExceptionRule } from '../../../src/core/schema/autonomy.ts';
import type { Workflow, WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { ENRICH, gateOf, LONG, MAIL, open, shown } from './scene.tsx';

let root: HTMLElement;
afterEach(async () => {
  render(null, root);
  await page.viewport(414, 896);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const field = (name: string) => page.getByLabelText(name, { exact: true });

const ruled = (exceptions: ExceptionRule[]): Workflow => {
  const { autonomy } = MAIL.policy;
  if (!autonomy) throw new Error('no lanes');
  return {
    ...{ ...MAIL, name: 'Outbound' },
    policy: { ...MAIL.policy, autonomy: { ...autonomy, exceptions } },
  };
};
async function editing(exceptions: ExceptionRule[] = [], theme: 'light' | 'dark' = 'light') {
  const gate = gateOf([ruled(exceptions)]);
  root = open(gate, theme);
  await button('Open Outbound').click();
  await shown(root, 'Version 1 is in force');
  for (const one of root.querySelectorAll('details')) one.open = true;
  return gate;
}
async function published(gate: ReturnType<typeof gateOf>): Promise<ExceptionRule[]> {
  await userEvent.fill(page.getByLabelText(/^Why\?/), 'As agreed.');
  await button('Publish version 2').click();
  await shown(root, 'Press once more to put it in force.');
  await button('Publish version 2').click();
  await shown(root, 'Version 2 is in force');
  const [, payload] = gate.state.asked.find(([name]) => name === 'policy.publish') ?? [];
  const { workflow } = payload as { workflow: WorkflowInput };
  return workflow.policy.autonomy?.exceptions ?? [];
}

describe('what goes to a person all the same', () => {
  test('is ticked, chosen and counted, and becomes data of the next version', async () => {
    const gate = await editing([{ rule: 'flag', code: 'claims' }]);
    await page.getByLabelText('It is the first touch of this person, or nobody says').click();
    await userEvent.selectOptions(field('Failed checks'), 'Those of medium severity or above');
    await userEvent.fill(field('Accounts that a person handles'), 'big.example, Halden,');
    await userEvent.fill(field('Links, deviations'), '4');
    expect(await published(gate)).toEqual([
      { rule: 'flag', code: 'claims' },
      { rule: 'first-touch' },
      { rule: 'failed-check', from: 'medium' },
      { rule: 'named-accounts', names: ['big.example', 'Halden'] },
      { rule: 'unusual', of: 'links', deviations: 4 },
    ]);
  });

  test('is a territory only once it says where it is and whose', async () => {
    const gate = await editing();
    await button('Add a territory').click();
    await userEvent.fill(field('Name of territory 1'), 'DACH');
    await userEvent.fill(field('Whose it is, DACH'), 'Mara Vogt');
    await shown(root, 'a territory names countries');
    expect(button('Publish version 2').element().getAttribute('aria-disabled')).toBe('true');
    await userEvent.fill(field('Countries, DACH'), 'DE, AT');
    await userEvent.fill(field('Segments of buyers, DACH'), 'Enterprise');
    await shown(root, /Whose it is, DACHnot set becomes→ Mara Vogt/);
    expect(await published(gate)).toEqual([
      {
        rule: 'territory',
        territories: [
          {
            ...{ name: 'DACH', owner: 'Mara Vogt' },
            ...{ countries: ['DE', 'AT'], segments: ['Enterprise'] },
          },
        ],
      },
    ]);
  });

  test('puts one territory before another, and takes one out', async () => {
    const [a, b, c] = ['A', 'B', 'C'].map((name) => ({ name, owner: 'Mara', countries: ['DE'] }));
    if (!a || !b || !c) throw new Error('three');
    const gate = await editing([{ rule: 'territory', territories: [a, b, c] }]);
    await button('Put C before the one above').click();
    await shown(root, /Territories, in orderA, B, C becomes→ A, C, B/);
    await button('Remove A').click();
    expect(await published(gate)).toEqual([{ rule: 'territory', territories: [c, b] }]);
  });

  test('is not offered where there are no lanes', async () => {
    root = open(gateOf([ENRICH]));
    await button(/^Open/).click();
    await shown(root, 'No lanes');
    expect(root.textContent).not.toContain('What goes to a person all the same');
  });

  test.each(['light', 'dark'] as const)(
    'fits a narrow window with long names and faults, %s',
    async (theme) => {
      await page.viewport(320, 800);
      const long = { name: LONG, owner: LONG, domains: [`${'x'.repeat(60)}.example`] };
      await editing([{ rule: 'territory', territories: [long] }], theme);
      await button('Add a territory').click();
      await shown(root, 'Without a name');
      const { violations } = await axe.run(root);
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    },
  );
});
