import { describe, expect, it } from 'vitest';
import { itemWords } from '../../../src/core/review/item-name.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import { email } from '../../gate/http/material.ts';
import { SAMPLES } from './samples.ts';

describe('an item is called', () => {
  it('by nothing where its content has no name for it: a mail without a subject, to an address', () => {
    const content = email({ subject: '', to: [{ email: 'ana@buyer.example' }] });
    expect(itemWords(content)).toEqual({ to: 'ana@buyer.example' });
  });

  it('by its record’s place where the record has no label', () => {
    const content: Content = {
      kind: 'record.update',
      record: { system: 'HubSpot', object: 'deal', id: '42' },
      changes: [{ field: 'amount', before: 1, after: 2 }],
    };
    expect(itemWords(content)).toEqual({ title: 'HubSpot deal 42' });
  });

  it('by its subject and its first recipient', () => {
    expect(itemWords(email())).toEqual({ title: 'Your question', to: 'Ana' });
  });

  it.each(KINDS)('by something, whatever kind it is: %s', (kind) => {
    const { title, to } = itemWords(kind === 'email.draft' ? email() : SAMPLES[kind]);
    expect(`${title ?? ''}${to ?? ''}`).not.toBe('');
  });
});
