import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Workflow } from '../../../src/core/schema/workflow.ts';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { ENRICH, gateOf, MAIL, open } from './scene.tsx';

let root: HTMLElement;
afterEach(async () => {
  render(null, root);
  await page.viewport(414, 896);
});

const WHY = 'The gate did not answer at all.';
const find = (what: string): Element => {
  const found = root.querySelector(what);
  if (!found) throw new Error(`not there: ${what}`);
  return found;
};
const there = (what: string) => vi.waitFor(() => find(what), { timeout: 10_000 });
const press = (name: string) => userEvent.click(find(`[data-name="${name}"]`));
const withValue = (value: string): Element => {
  const field = [...root.querySelectorAll('input')].find((input) => input.value === value);
  if (!field) throw new Error(`no field with ${value}`);
  return field;
};

/** A gate that keeps what it answered. */
function heard(
  workflows: Workflow[],
  { language, manager = true }: { language: string; manager?: boolean },
) {
  const gate = gateOf(workflows, manager, language);
  const answers: unknown[] = [workflows, WHY];
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: any): Promise<any> => {
    const answer = await gate.ask(name, payload);
    answers.push(answer);
    return answer;
  };
  return { ...gate, ask, answers };
}

async function editing(gate: ReturnType<typeof heard>, id: string): Promise<void> {
  root = open(gate);
  await there(`[data-name="open-${id}"]`);
  await press(`open-${id}`);
  await there('.versions li');
}

describe.each(FOREIGN)('nothing is left of the English in %s:', (name, language) => {
  const said = (gate: ReturnType<typeof heard>) => saidAllIn(root, name, gate.answers);

  test('the list, and that some of it is newer than the extension', async () => {
    await page.viewport(320, 800);
    const gate = heard([ENRICH, MAIL], { language });
    gate.state.workflows = [...gate.state.workflows, { id: 'newer' } as Workflow];
    root = open(gate);
    await there('.workflow-list');
    await said(gate);
  });

  test('no workflow, and a gate that is away', async () => {
    await page.viewport(320, 800);
    const gate = heard([], { language });
    root = open(gate);
    await there('.empty');
    await said(gate);
    render(null, root);
    gate.state.away = new Error(WHY);
    root = open(gate);
    await there('[data-name=again]');
    await said(gate);
  });

  test('a draft with its effect, the picker answered, everything open', async () => {
    await page.viewport(320, 800);
    const gate = heard([ENRICH, MAIL], { language });
    await editing(gate, ENRICH.id);
    unfold(root);
    for (const [nth, field] of [...root.querySelectorAll('details fieldset input')].entries())
      if (field instanceof HTMLInputElement && field.value === '')
        await userEvent.fill(field, String(nth + 2));
    for (const value of ['70', '75']) {
      await userEvent.fill(withValue(value === '70' ? '80' : '70'), value);
      await press('try');
      await there('section.publish .effect');
    }
    unfold(root);
    await there('details .effect table');
    await said(gate);
  });

  test('lanes, owners and what is no number', async () => {
    await page.viewport(320, 800);
    const gate = heard([MAIL], { language });
    await editing(gate, MAIL.id);
    unfold(root);
    await userEvent.fill(withValue('4'), '9');
    await userEvent.fill(withValue('20'), 'many');
    await there('.publish .faults');
    await said(gate);
  });

  test('one that somebody overtook, put on top, and its history', async () => {
    await page.viewport(320, 800);
    const gate = heard([ENRICH], { language });
    await editing(gate, ENRICH.id);
    await userEvent.fill(withValue('80'), '70');
    const { state: _, pauseReason: __, ...theirs } = ENRICH;
    const policy = { ...theirs.policy, version: 2, confidenceLine: 0.9 };
    gate.put(ENRICH.id, { ...theirs, policy }, { reason: 'Stricter.' });
    await userEvent.fill(find('.publish .field input'), 'Nobody has time.');
    await press('publish');
    await there('section.publish .effect');
    await said(gate);
    await press('publish');
    await there('[data-name=on-top]');
    unfold(root);
    await said(gate);
    await press('on-top');
    await press('back-1');
    await there('[data-name=bring-back]');
    unfold(root);
    await said(gate);
    await userEvent.fill(find('.versions .field input'), 'Was better.');
    await press('bring-back');
    await vi.waitFor(() => expect(root.querySelectorAll('.versions > li')).toHaveLength(3));
    await said(gate);
  });

  test('who may only read', async () => {
    await page.viewport(320, 800);
    const gate = heard([MAIL], { language, manager: false });
    await editing(gate, MAIL.id);
    unfold(root);
    await said(gate);
  });
});
