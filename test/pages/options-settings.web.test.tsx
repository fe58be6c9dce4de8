import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { SHORTCUTS } from '../../src/core/settings/shortcuts.ts';
import type { SpaceStatus } from '../../src/messages/pages-to-worker.ts';
import { applyLanguage } from '../../src/ui/locale.ts';
import {
  field,
  loaded,
  NOTHING_TO_STEER,
  open,
  press,
  root,
  text,
  UNLOCKED,
} from './first-party-stage.tsx';
import {
  LONG,
  MANAGED,
  OFFLINE,
  pairedWith,
  QUIET,
  space,
  unpaired,
} from './first-party-states.ts';

test('the language that is chosen is there at once, on the page and in its numbers', async () => {
  let language = 'auto';
  const page = open('options', {
    worker: {
      'settings.get': () => ({ ...DEFAULT_SETTINGS, ...UNLOCKED, language }),
      'settings.put': (change) => {
        language = change.language ?? language;
        return {};
      },
    },
  });
  await loaded();
  await vi.waitFor(() => expect(field('language')).not.toBeNull());
  const names = [...field('language').querySelectorAll('option')].map((option) => option.text);
  expect(names).toEqual(['The browser’s own', 'English', 'Deutsch', 'español', '日本語']);
  try {
    await userEvent.selectOptions(field('language'), 'de');
    expect(page.called('settings.put')[0]?.payload).toEqual({ language: 'de' });
    await vi.waitFor(() => expect(text()).toContain('Aussehen und Sprache'));
    expect(document.documentElement.lang).toBe('de');
    expect(text()).toContain('30 Tage');
    await userEvent.selectOptions(field('language'), 'ja');
    await vi.waitFor(() => expect(text()).toContain('表示と言語'));
  } finally {
    await applyLanguage('auto');
  }
  await vi.waitFor(() => expect(text()).toContain('Look and language'));
});

test('a key is changed, and one that is taken is refused with the reason', async () => {
  const page = open('options');
  await vi.waitFor(() =>
    expect(document.querySelectorAll('.key-field').length).toBe(SHORTCUTS.length),
  );
  await userEvent.click(document.querySelector('[aria-label="Key for: Approve"]') as Element);
  await userEvent.keyboard('e');
  await vi.waitFor(() => expect(text()).toContain('“e” is already: Edit.'));
  await userEvent.keyboard('y');
  await vi.waitFor(() => expect(page.called('settings.put')).toHaveLength(1));
  expect(page.called('settings.put')[0]?.payload).toMatchObject({ keys: { approve: 'y' } });
});

test('what the organisation has set is shown, said, and can’t be changed', async () => {
  const page = open('options', { status: unpaired, settings: MANAGED });
  await vi.waitFor(() =>
    expect(document.querySelectorAll('.key-field').length).toBe(SHORTCUTS.length),
  );
  expect(field('gate').value).toBe('https://gate.example.com');
  expect(field('gate').readOnly).toBe(true);
  for (const name of ['theme', 'notify']) {
    expect(field(name).disabled).toBe(true);
    expect(document.querySelector(`#${name}-locked`)?.textContent).toContain('organisation');
  }
  expect(field('retention').disabled).toBe(false);
  const keys = [...document.querySelectorAll<HTMLInputElement>('.key-field')];
  expect(keys.filter(({ disabled }) => disabled).map(({ value }) => value)).toEqual(['y']);
  expect(text()).toContain('policy has a mistake');
  expect(page.called('settings.put')).toEqual([]);
});

test('notifications are kept only where the browser allows them', async () => {
  const page = open('options', { yes: false });
  await vi.waitFor(() => expect(field('notify')).not.toBeNull());
  await userEvent.selectOptions(field('notify'), 'all');
  await vi.waitFor(() => expect(text()).toContain('did not allow notifications'));
  expect(page.asked).toEqual([{ permissions: ['notifications'] }]);
  expect(page.called('settings.put')).toEqual([]);
});

test('quiet hours, their exception and the number a day are set beside what alerts were worth', async () => {
  const lead: SpaceStatus = { ...space, reviewer: { ...space.reviewer, role: 'manager' } };
  const worth = { actionable: 18, closed: 20 };
  const page = open('options', {
    status: pairedWith(lead),
    settings: QUIET,
    worker: { oversight: () => ({ ...NOTHING_TO_STEER, worth }) },
  });
  await vi.waitFor(() => expect(text()).toContain('18 of the 20 alerts'));
  expect([field('quiet-from').value, field('quiet-to').value]).toEqual(['22:00', '07:00']);
  await userEvent.fill(field('quiet-to'), '22:00');
  await vi.waitFor(() => expect(text()).toContain('From and until are the same time'));
  expect(page.called('settings.put')).toEqual([]);
  await userEvent.fill(field('quiet-to'), '06:30');
  await userEvent.selectOptions(field('quiet-urgent'), 'through');
  await userEvent.selectOptions(field('notify-budget'), '3');
  await userEvent.click(field('quiet'));
  await vi.waitFor(() =>
    expect(page.called('settings.put').map(({ payload }) => payload)).toEqual([
      { quietHours: '22:00-06:30' },
      { quietUrgent: 'through' },
      { notifyBudget: 3 },
      { quietHours: 'off' },
    ]),
  );
  expect((await axe.run(root)).violations).toEqual([]);
});

test('quiet hours that the organisation has set can be seen and not changed', async () => {
  const page = open('options', {
    settings: {
      ...{ notify: 'all', quietHours: '22:00-07:00', notifyBudget: 4 },
      locked: ['quietHours', 'notifyBudget', 'quietUrgent'],
    },
  });
  await vi.waitFor(() => expect(field('quiet-from')).not.toBeNull());
  for (const name of ['quiet', 'quiet-from', 'quiet-to', 'quiet-urgent', 'notify-budget'])
    expect(field(name).disabled, name).toBe(true);
  expect(document.querySelector('#quiet-locked')?.textContent).toContain('organisation');
  expect(page.called('settings.put')).toEqual([]);
});

test('my data and the diagnostics are handed over as files; the gate may be away', async () => {
  const page = open('options', {
    status: OFFLINE,
  });
  await vi.waitFor(() => expect(document.querySelector('[data-name=export]')).not.toBeNull());
  await press('export');
  await press('diagnostics');
  await vi.waitFor(() => expect(page.saved).toHaveLength(2));
  expect(JSON.parse(page.saved[0]?.text ?? '')).toEqual({ items: [1] });
  expect(JSON.parse(page.saved[1]?.text ?? '')).toMatchObject({
    ...{ extension: '0.1.0', spaces: [{ connection: { state: 'live' } }] },
    pages: [{ host: 'gmail' }],
  });
  expect(page.saved[1]?.text).not.toContain(LONG);
});
