import type { CrmConfig } from '../contract.ts';
import { el } from './dom.ts';

type Shown = CrmConfig['records'][number];

const definitions = ({ fields }: Shown): HTMLElement =>
  el(
    'dl',
    {},
    fields.flatMap(({ label, value }) => [el('dt', {}, [label]), el('dd', {}, [value])]),
  );

/** Sidebars around a timeline; class names as random as theirs. */
function hubspot(record: Shown): HTMLElement {
  const random = () => `Styled-sc-${Math.random().toString(36).slice(2, 8)}`;
  const properties = record.fields.map(({ name, label, value }) =>
    el('div', { class: `field ${random()}`, 'data-selenium-test': `property-input-${name}` }, [
      el('label', {}, [label]),
      el('span', { 'data-test-id': name }, [value]),
    ]),
  );
  return el('div', { 'data-test-id': 'record-page', class: `columns ${random()}` }, [
    el('div', { 'data-test-id': 'left-sidebar', class: random() }, [
      el('div', { 'data-selenium-test': 'highlightedPropertySidebar' }, [
        el('h2', {}, [record.name]),
        ...properties,
      ]),
    ]),
    el('div', { 'data-test-id': 'middle-pane' }, [el('p', {}, ['Activities']), el('textarea')]),
    el('div', { 'data-test-id': 'records-right-sidebar' }, [el('p', {}, ['Associations'])]),
  ]);
}

const API: Record<string, string> = {
  contact: 'Contact',
  company: 'Account',
  deal: 'Opportunity',
  lead: 'Lead',
};

/** A console tab with highlights, fields by their API names, and one native shadow root. */
function lightning(record: Shown): HTMLElement {
  const fields = record.fields.map(({ name, label, value }) =>
    el('records-record-layout-item', { 'field-label': label }, [
      el(
        'div',
        { 'data-target-selection-name': `sfdc:RecordField.${API[record.object]}.${name}` },
        [
          el('span', { class: 'test-id__field-label' }, [label]),
          el('span', { class: 'test-id__field-value' }, [value]),
        ],
      ),
    ]),
  );
  const chatter = el('forcechatter-publisher');
  chatter.attachShadow({ mode: 'open' }).append(el('input', { placeholder: 'Share an update' }));
  return el('div', { class: 'windowViewMode-maximized active lafPageHost' }, [
    el('one-record-home-flexipage2', {}, [
      el('records-highlights2', {}, [el('h1', { slot: 'primaryField' }, [record.name])]),
      ...fields,
      chatter,
    ]),
  ]);
}

const plain = (record: Shown): HTMLElement =>
  el('main', {}, [el('h1', {}, [record.name]), definitions(record), el('input')]);

export const SHAPES: Record<CrmConfig['shape'], (record: Shown) => HTMLElement> = {
  hubspot,
  lightning,
  plain,
};

/** What stands at the window's bottom edge, where a system has such a thing. */
export const bars = (shape: CrmConfig['shape']): HTMLElement[] =>
  shape === 'lightning'
    ? [el('div', { class: 'utilitybar oneUtilityBarContainer' }, ['History · Notes · Phone'])]
    : [];
