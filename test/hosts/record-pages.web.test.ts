import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOSTS } from '../../src/core/hosts/catalogue.ts';
import { watchAddress } from '../../src/hosts/address.ts';
import { recordHostNamed } from '../../src/hosts/registry.ts';

const SIZE = { width: 360, height: 500 };
let stage: HTMLElement;

/** An element with this style, class and text, on the page. */
function put(tag: string, attributes: Record<string, string>, text = ''): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  stage.append(node);
  return node;
}

beforeEach(() => {
  stage = document.createElement('div');
  document.body.append(stage);
});
afterEach(() => {
  stage.remove();
  document.body.removeAttribute('style');
});

describe('the name of a record', () => {
  it('is the one that shows, not one of a hidden tab', () => {
    const salesforce = recordHostNamed('salesforce');
    expect(salesforce.title()).toBeNull();
    const tab = put('div', { style: 'display:none' });
    tab.append(put('h1', {}, 'Visited before'));
    put('h1', {}, ' Nadia\n Farouk ');
    expect(salesforce.title()).toBe('Nadia Farouk');
    expect(salesforce.health()).toMatchObject([{ name: 'record.name', hits: 1, misses: 1 }]);
  });
});

describe('the place of a panel', () => {
  it('is at the right edge, whole where there is room, and inside the window', () => {
    for (const { name } of HOSTS) {
      const { left, right, top, bottom } = recordHostNamed(name).place(SIZE);
      expect(right).toBe(document.documentElement.clientWidth - 8);
      expect(left).toBeGreaterThanOrEqual(8);
      expect(top).toBeGreaterThan(0);
      expect(bottom).toBeLessThanOrEqual(innerHeight - 8);
    }
  });

  it('is above the utility bar of Salesforce', () => {
    const style = 'position:fixed;left:0;right:0;bottom:0;height:40px';
    const bar = put('div', { class: 'utilitybar oneUtilityBarContainer', style });
    const tall = { width: 360, height: 5_000 };
    const { bottom } = recordHostNamed('salesforce').place(tall);
    expect(bottom).toBeLessThanOrEqual(bar.getBoundingClientRect().top);
    expect(recordHostNamed('hubspot').place(tall).bottom).toBeGreaterThan(bottom);
  });
});

describe('a dialog of the page', () => {
  it('keeps a panel away while it shows, and only then', () => {
    const host = recordHostNamed('attio');
    expect(host.isBlocked()).toBe(false);
    const dialog = put('div', { role: 'dialog', 'aria-modal': 'true' }, 'New task');
    expect(host.isBlocked()).toBe(true);
    dialog.style.display = 'none';
    expect(host.isBlocked()).toBe(false);
  });
});

describe('a dark page', () => {
  it.each([
    ['rgb(20, 20, 20)', true],
    ['rgb(250, 250, 250)', false],
    ['transparent', false],
  ])('with %s behind it: %s', (color, dark) => {
    document.body.style.background = color;
    expect(recordHostNamed('close').isDark()).toBe(dark);
  });
});

describe('a change of the address', () => {
  it('is told while the page makes it, in every way a page can', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    watchAddress(() => seen.push(location.hash), stop.signal);
    const before = location.href;
    history.pushState({}, '', '#one');
    expect(seen).toEqual(['#one']);
    history.replaceState({}, '', '#two');
    expect(seen).toEqual(['#one', '#two']);
    location.hash = '#three';
    expect(seen.at(-1)).toBe('#three');
    stop.abort();
    history.replaceState({}, '', before);
    expect(seen.at(-1)).toBe('#three');
  });
});
