import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { field, loaded, open, press, root, text } from './first-party-stage.tsx';
import { LONG, LOST, pairedWith, REVOKED, second, space, unpaired } from './first-party-states.ts';

test('pairing sends what was typed and says why it failed', async () => {
  const page = open('options', {
    status: unpaired,
    worker: { pair: () => ({ paired: false, detail: 'This code was used before.' }) },
  });
  await loaded();
  await userEvent.fill(field('gate'), 'http://gate.example.com');
  await vi.waitFor(() => expect(text()).toContain('needs https'));
  await userEvent.fill(field('code'), 'ABCD-EFGH');
  await userEvent.fill(field('device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  expect(page.called('pair')).toEqual([]);
  await userEvent.fill(field('gate'), 'https://gate.example.com');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(text()).toContain('This code was used before.'));
  expect(page.called('pair')[0]?.payload).toEqual({
    gateUrl: 'https://gate.example.com',
    code: 'ABCD-EFGH',
    device: 'Laptop',
  });
});

test.each(['options', 'health'] as const)('a lost history is an alarm on %s', async (name) => {
  open(name, { status: LOST });
  await vi.waitFor(() =>
    expect(root.querySelector('[role=alert]')?.textContent).toContain(
      'history does not contain what this device saw on',
    ),
  );
  expect(root.querySelector('[role=alert]')?.textContent).toContain('a.b.c');
});

test('the connection test shows a real round trip; sign-out asks once', async () => {
  const page = open('options');
  await loaded();
  expect(text()).toContain('bWFkZS11cC10aHVtYnByaW50');
  await userEvent.click(document.querySelector('[data-name=test]') as Element);
  await vi.waitFor(() => expect(text()).toContain('“Northwind gate” answered in 12 ms'));
  expect(text()).toContain('holds the key');
  expect(text()).toContain('90 s behind');
  await userEvent.click(document.querySelector('[data-name=sign-out]') as Element);
  await vi.waitFor(() => expect(text()).toContain('Keep me signed in'));
  expect(page.called('sign-out')).toEqual([]);
  await userEvent.click(document.querySelector('[data-name=sign-out-sure]') as Element);
  await vi.waitFor(() => expect(page.called('sign-out')).toHaveLength(1));
});

test('of two workspaces each is tested and signed out by itself, and asked first', async () => {
  const page = open('options', { status: pairedWith(space, second) });
  await loaded();
  const card = document.querySelector('[data-space=countersign-2]') as Element;
  expect(card.querySelector('h2')?.textContent).toBe(LONG);
  await userEvent.click(card.querySelector('[data-name=test]') as Element);
  await vi.waitFor(() =>
    expect(page.called('connection.test')[0]?.payload).toEqual({ space: 'countersign-2' }),
  );
  await press('sign-out-of-countersign-2');
  await vi.waitFor(() => expect(card.textContent).toContain('Keep me signed in'));
  expect(card.textContent).toContain('One decision has not reached the gate');
  expect(page.called('sign-out')).toEqual([]);
  await press('sign-out-of-countersign-2-sure');
  await vi.waitFor(() =>
    expect(page.called('sign-out').map(({ payload }) => payload)).toEqual([
      { space: 'countersign-2' },
    ]),
  );
  await press('sign-out');
  await press('sign-out-sure');
  await vi.waitFor(() => expect(page.called('sign-out')[1]?.payload).toEqual({}));
});

test('one more workspace is paired beside, and one that was revoked is paired again as itself', async () => {
  const page = open('options', { status: pairedWith(space, REVOKED) });
  await loaded();
  expect(field('gate')).toBeNull();
  await press('pair-another');
  await userEvent.fill(field('gate'), 'https://other.example.com');
  await userEvent.fill(field('code'), 'ABCD-EFGH');
  await userEvent.fill(field('device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  const typed = { code: 'ABCD-EFGH', device: 'Laptop' };
  await vi.waitFor(() =>
    expect(page.called('pair')[0]?.payload).toEqual({
      ...{ ...typed, gateUrl: 'https://other.example.com' },
    }),
  );
  expect(field('countersign-2-gate').value).toBe(second.gate.url);
  await userEvent.fill(field('countersign-2-code'), 'ABCD-EFGH');
  await userEvent.fill(field('countersign-2-device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(page.called('pair')[1]?.payload).toEqual({
      ...{ ...typed, gateUrl: second.gate.url, space: 'countersign-2' },
    }),
  );
});

test('of several gates that the organisation allows one is chosen, and none typed', async () => {
  const gates = ['https://one.example.com', 'https://two.example.com'];
  const page = open('options', { status: unpaired, settings: { gates } });
  await vi.waitFor(() => expect(field('gate').tagName).toBe('SELECT'));
  await userEvent.selectOptions(field('gate'), 'https://two.example.com');
  await userEvent.fill(field('code'), 'ABCD-EFGH');
  await userEvent.fill(field('device'), 'Laptop');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(page.called('pair')[0]?.payload).toMatchObject({ gateUrl: 'https://two.example.com' }),
  );
});
