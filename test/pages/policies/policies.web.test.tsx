import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Workflow, WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { ENRICH, gateOf, MAIL, open, shown } from './scene.tsx';

let root: HTMLElement;
afterEach(async () => {
  render(null, root);
  await page.viewport(414, 896);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const field = (name: string | RegExp) =>
  page.getByLabelText(name, { exact: typeof name === 'string' });
const plain = ({ state: _, pauseReason: __, ...workflow }: Workflow): WorkflowInput => workflow;

async function editing(gate = gateOf([ENRICH, MAIL]), theme: 'light' | 'dark' = 'light') {
  root = open(gate, theme);
  await button('Open Contact enrichment').click();
  await shown(root, 'Version 1 is in force');
  return gate;
}
async function line(value: string): Promise<void> {
  await userEvent.fill(field('Confidence line, percent'), value);
}
const published = (gate: ReturnType<typeof gateOf>) =>
  gate.state.asked.filter(([name]) => name === 'policy.publish').map(([, payload]) => payload);

describe.each(['light', 'dark'] as const)(
  'axe finds nothing and nothing is cut off, %s',
  (theme) => {
    test.each<[string, () => Promise<void>]>([
      [
        'no workflow',
        async () => {
          root = open(gateOf([]), theme);
          await shown(root, 'No workflow yet');
        },
      ],
      [
        'the gate is away',
        async () => {
          const gate = gateOf([]);
          gate.state.away = new Error('The gate cannot be reached.');
          root = open(gate, theme);
          await shown(root, 'The gate does not answer');
        },
      ],
      [
        'a list with a long name',
        async () => {
          root = open(gateOf([ENRICH, MAIL]), theme);
          await shown(root, 'paused');
        },
      ],
      [
        'a draft with its effect, everything open',
        async () => {
          await editing(gateOf([ENRICH, MAIL]), theme);
          await line('70');
          await button('Try it on last month’s proposals').click();
          await shown(root, 'this would have sent');
          for (const one of root.querySelectorAll('details')) one.open = true;
          await answered();
        },
      ],
      [
        'lanes, owners and faults',
        async () => {
          root = open(gateOf([MAIL]), theme);
          await button(/^Open/).click();
          await shown(root, 'Lane within limits');
          for (const one of root.querySelectorAll('details')) one.open = true;
          await userEvent.fill(field('Due after, hours'), 'soon');
          await shown(root, '/policy/dueHours');
        },
      ],
    ])('%s', async (_, scene) => {
      await page.viewport(320, 800);
      await scene();
      const { violations } = await axe.run(root);
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    });
  },
);

/** The questions that no data answer. */
async function answered(): Promise<void> {
  const own: [string, string][] = [
    ['Cost of one wrong output', '5'],
    ['What may be lost before it is noticed', '2000'],
    ['Hours until a mistake makes others', '100'],
    ['Reviewers notice, percent', '80'],
    ['Minutes to review one', '2'],
    ['Hours of review a day', '6'],
    ['Hours until an error shows by itself', '48'],
  ];
  for (const [name, value] of own) await userEvent.fill(field(name), value);
}

describe('a draft', () => {
  test('is said field by field, tried, and published with its reason', async () => {
    const gate = await editing();
    await line('70');
    await shown(root, /Confidence line80 % becomes→ 70 %/);
    await button('Try it on last month’s proposals').click();
    await shown(root, 'this would have sent 0 to people; 1,190 went there.');
    await shown(root, 'at most 1.8 % have noticed defects, 95 % sure (14 of 1,190');
    expect(button('Publish version 2').element().getAttribute('aria-disabled')).toBe('true');
    await userEvent.fill(field(/^Why\?/), 'Reviewers have no time.');
    await button('Publish version 2').click();
    await shown(root, 'Version 2 is in force');
    expect(published(gate)).toEqual([
      expect.objectContaining({
        id: ENRICH.id,
        reason: 'Reviewers have no time.',
        workflow: expect.objectContaining({
          policy: expect.objectContaining({ version: 2, confidenceLine: 0.7 }),
        }),
      }),
    ]);
    await shown(root, 'Reviewers have no time.');
    await shown(root, 'Nothing is changed yet.');
  });

  test('that nobody tried is tried by the first press, each version of it, and published by the next', async () => {
    const gate = await editing();
    await line('70');
    await shown(root, 'It was not tried yet: the first press tries it.');
    await userEvent.fill(field(/^Why\?/), 'Reviewers have no time.');
    await button('Publish version 2').click();
    await shown(root, 'this would have sent 0 to people; 1,190 went there.');
    await shown(root, 'Press once more to put it in force.');
    expect(published(gate)).toEqual([]);
    await line('75');
    await vi.waitFor(() => expect(root.textContent).not.toContain('Press once more'));
    await button('Publish version 2').click();
    await shown(root, 'Press once more to put it in force.');
    expect(published(gate)).toEqual([]);
    await button('Publish version 2').click();
    await shown(root, 'Version 2 is in force');
    expect(published(gate)).toHaveLength(1);
  });

  test('that is tried in several forms is told what that costs', async () => {
    const gate = await editing();
    for (const value of ['70', '75', '70']) {
      await line(value);
      await button('Try it on last month’s proposals').click();
      await shown(root, 'this would have sent');
    }
    await shown(root, '2 drafts were tried');
    const tries = gate.state.asked.flatMap(([name, payload]) =>
      name === 'policy.simulate' ? [(payload as { tries: number }).tries] : [],
    );
    expect(tries).toEqual([1, 2, 2]);
  });

  test('with a fault says where, at its field and in the list, and can’t be published', async () => {
    const gate = await editing();
    await line('170');
    await shown(root, '/policy/confidenceLine');
    await userEvent.fill(field(/^Why\?/), 'Because I can.');
    await button('Publish version 2').click({ force: true });
    expect(published(gate)).toEqual([]);
    expect(field('Confidence line, percent').element().getAttribute('aria-invalid')).toBe('true');
  });

  test('that the gate refuses shows the gate’s own words at their place', async () => {
    const gate = await editing();
    await line('70');
    const message = 'adopter is not earned: 3 of 60 decisions are there.';
    gate.state.faults = [{ path: '/workflow/policy/stage', message }];
    await button('Try it on last month’s proposals').click();
    await shown(root, message);
    expect(field('Stage').element().getAttribute('aria-invalid')).toBe('true');
  });

  test('is not lost when the gate is away, nor by a look at another workflow', async () => {
    const gate = await editing();
    await line('70');
    await userEvent.fill(field(/^Why\?/), 'Reviewers have no time.');
    gate.state.away = new Error('The gate cannot be reached.');
    await button('Publish version 2').click();
    await shown(root, 'It could not be tried. The gate cannot be reached. Press once more');
    expect(gate.state.asked.some(([name]) => name === 'policy.publish')).toBe(false);
    await button('Publish version 2').click();
    await shown(root, 'your draft is kept. The gate cannot be reached.');
    gate.state.away = null;
    await button('All workflows').click();
    await shown(root, 'with a draft of yours that is not published');
    await button('Open Contact enrichment').click();
    await expect.element(field('Confidence line, percent')).toHaveValue('70');
  });

  test('that somebody else overtook is told what they changed, and goes on top of it', async () => {
    const gate = await editing();
    await line('70');
    const theirs = plain(ENRICH);
    gate.put(ENRICH.id, { ...theirs, policy: { ...theirs.policy, version: 2, dueHours: 3 } }, {});
    await userEvent.fill(field(/^Why\?/), 'Reviewers have no time.');
    await button('Publish version 2').click();
    await shown(root, 'Press once more to put it in force.');
    await button('Publish version 2').click();
    await shown(root, 'Version 2 was published meanwhile');
    await shown(root, /Due after48 hours becomes→ 3 hours/);
    await button('Put my changes on top').click();
    await expect.element(field('Confidence line, percent')).toHaveValue('70');
    await expect.element(field('Due after, hours')).toHaveValue('3');
    await button('Publish version 3').click();
    await shown(root, 'Press once more to put it in force.');
    await button('Publish version 3').click();
    await vi.waitFor(() =>
      expect(published(gate).at(-1)).toMatchObject({
        workflow: { policy: { version: 3, confidenceLine: 0.7, dueHours: 3 } },
      }),
    );
    await shown(root, 'Version 3 is in force');
  });

  test('as a document takes what the form has not, and says exactly where it is wrong', async () => {
    const gate = await editing();
    await page.getByText('Everything else, as a document').click();
    const text = field('The whole document, as JSON');
    const document_ = plain(ENRICH);
    const wrong = { ...document_, policy: { ...document_.policy, undoSeconds: 900 } };
    await userEvent.fill(text, JSON.stringify(wrong));
    await shown(root, '/policy/undoSeconds');
    await userEvent.fill(text, '{"id": ');
    await vi.waitFor(() =>
      expect(root.querySelectorAll('.faults .field-problem').length).toBeGreaterThan(0),
    );
    const right = { ...document_, policy: { ...document_.policy, undoSeconds: 5 } };
    await userEvent.fill(text, JSON.stringify(right));
    await shown(root, /Time to undo10 seconds becomes→ 5 seconds/);
    expect(gate.state.asked.some(([name]) => name === 'policy.publish')).toBe(false);
  });
});

test('an older version is brought back with a reason, and the history says so', async () => {
  const gate = gateOf([ENRICH]);
  const now = plain(ENRICH);
  gate.put(
    ENRICH.id,
    { ...now, policy: { ...now.policy, version: 2, dueHours: 3 } },
    { reason: 'Too slow.' },
  );
  root = open(gate);
  await button('Open Contact enrichment').click();
  await shown(root, 'Too slow.');
  await button('Bring version 1 back…').click();
  await userEvent.fill(field('Why bring version 1 back?'), 'Three hours are too few.');
  await button('Bring it back').click();
  await shown(root, 'brought version 1 back');
  await shown(root, 'Version 3 is in force');
});

test('who is no manager reads all of it and changes nothing', async () => {
  root = open(gateOf([ENRICH], false));
  await button('Open Contact enrichment').click();
  await shown(root, 'Only a manager can change it.');
  await expect.element(field('Confidence line, percent')).toBeDisabled();
  expect(root.textContent).not.toContain('Bring version');
  expect(root.querySelector('.publish')).toBeNull();
});

describe('the picker', () => {
  test('answers from data and the person, adds up, says what would change it, and is taken', async () => {
    const gate = await editing();
    await page.getByText(/^Five questions/).click();
    await shown(root, 'Measured: 2.1 (1.2 to 3.4, 95 % sure, n = 640)');
    await shown(root, 'Still to be answered: Cost of one wrong output');
    await answered();
    await shown(root, 'is the lightest that will do');
    await shown(root, /If .* (rose above|fell below) .*, it would be/);
    await userEvent.fill(field('Hours until a mistake makes others'), '30');
    await shown(root, /Exception handling is the lightest/);
    await button('Take it into the draft').click();
    await shown(root, /Pattern.*becomes→ exception-handling/);
    expect(published(gate)).toEqual([]);
  });

  test('never picks less than pre-approval for what a buyer sees and has not earned it', async () => {
    root = open(gateOf([MAIL]));
    await button(/^Open/).click();
    await page.getByText(/^Five questions/).click();
    await answered();
    await userEvent.fill(field('Cost of one wrong output'), '0.01');
    await shown(root, 'no lane has earned running without a person yet');
    await shown(root, /Pre-approval/);
  });
});
