import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { page as view } from 'vitest/browser';
import { LENGTHS, speak } from '../support/languages.ts';
import { loaded, open, type PageName, root, text } from './first-party-stage.tsx';
import {
  LOST,
  MANAGED,
  OFFLINE,
  pairedWith,
  QUIET,
  REVOKED,
  second,
  space,
  unpaired,
} from './first-party-states.ts';

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  const broken = () => {
    throw new Error('The worker is gone.');
  };
  const states: [string, PageName, Parameters<typeof open>[1]][] = [
    ['options, paired', 'options', {}],
    ['options, unpaired', 'options', { status: unpaired }],
    ['options, offline', 'options', { status: OFFLINE }],
    ['options, two workspaces', 'options', { status: pairedWith(space, second) }],
    ['options, one revoked', 'options', { status: pairedWith(space, REVOKED) }],
    ['options, history lost', 'options', { status: LOST }],
    ['health, history lost', 'health', { status: LOST }],
    ['popup, two workspaces', 'popup', { status: pairedWith(space, second) }],
    ['options, failed', 'options', { worker: { status: broken } }],
    ['health', 'health', {}],
    ['health, nothing yet', 'health', { worker: { health: () => ({ pages: [] }) } }],
    ['health, failed', 'health', { worker: { health: broken } }],
    ['popup', 'popup', {}],
    ['popup, unpaired', 'popup', { status: unpaired }],
    ['popup, on a site', 'popup', { url: 'https://app.hubspot.com/contacts/1/record/0-1/2' }],
    ['popup, on a site that is on', 'popup', { url: 'https://app.close.com/lead/lead_1/' }],
    ['options, under a policy', 'options', { status: unpaired, settings: MANAGED }],
    ['options, with quiet hours', 'options', { settings: QUIET }],
  ];
  test.each(states)('%s', async (_, page, input) => {
    open(page, { ...input, theme });
    await loaded();
    await vi.waitFor(() => expect(text().length).toBeGreaterThan(40));
    const { violations } = await axe.run(root);
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  });
});

describe.each(LENGTHS)('in %s', (language) => {
  const states: [string, PageName, Parameters<typeof open>[1]][] = [
    ['options, with quiet hours', 'options', { settings: QUIET }],
    ['options, two workspaces', 'options', { status: pairedWith(space, second) }],
    ['options, under a policy', 'options', { status: unpaired, settings: MANAGED }],
    ['health', 'health', { status: LOST }],
    ['popup', 'popup', { url: 'https://app.hubspot.com/contacts/1/record/0-1/2' }],
  ];
  test.each(states)('%s fits into 320 px', async (_, page, input) => {
    const { innerWidth, innerHeight } = window;
    await view.viewport(320, 800);
    await speak(language);
    try {
      open(page, input);
      await vi.waitFor(() => {
        expect(root.querySelectorAll('button').length).toBeGreaterThan(0);
        expect(root.querySelectorAll('h1, h2').length).toBeGreaterThan(0);
      });
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
      for (const element of root.querySelectorAll('button, select, input, h1, h2, p')) {
        const { right, width } = element.getBoundingClientRect();
        if (width > 1 && !element.closest('.unseen, .wide'))
          expect(right, element.outerHTML).toBeLessThanOrEqual(321);
      }
    } finally {
      await speak('English');
      await view.viewport(innerWidth, innerHeight);
    }
  });
});
