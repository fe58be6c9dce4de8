import type { Correction } from '../corrections/correction.ts';
import { pseudonymsOf } from '../corrections/pseudonyms.ts';
import { contentLines } from '../review/in-lines.ts';
import type { Content } from '../schema/content.ts';
import { plainOf } from '../text/plain.ts';
import type { Change, Compare } from './change.ts';
import { textChanges } from './text-changes.ts';

/** Rows that a kind of work writes as prose; they are compared word by word. */
const PROSE = new Set(['Text', 'Agenda', 'Script', 'Subject']);

/**
 * Every kind of change that a correction made, once each, the widest first. People and companies have
 * the same words in all of them, so that the same fix to two buyers is the same.
 */
export function changesOf(correction: Correction, compare: Compare): Change[] {
  const { reason, action, after, before } = correction;
  const found: Change[] = [];
  if (reason !== null) {
    const kind = action === 'reject' ? 'rejected-for' : 'edited-for';
    found.push({ key: `${kind}:${reason.code}`, kind, was: reason.code });
  }
  if (after !== null && before.kind === after.kind) {
    const cover = pseudonymsOf(correction);
    found.push(...struckClaims(correction, bodyOf(before), bodyOf(after)));
    found.push(...contentChanges(before, after, { cover, compare }));
  }
  const once = new Map(found.map((change) => [change.key, change]));
  return [...once.values()].sort((a, b) => rank(a) - rank(b));
}

const rank = ({ wider }: Change): number => (wider === undefined ? 0 : 1);

type By = { cover: (text: string) => string; compare: Compare };

function contentChanges(before: Content, after: Content, { cover, compare }: By): Change[] {
  if (before.kind === 'email.draft' && after.kind === 'email.draft') {
    const changes = textChanges(cover(bodyOf(before)), cover(bodyOf(after)), compare);
    const [was, became] = [cover(before.subject), cover(after.subject)];
    return was === became
      ? changes
      : [
          { key: 'subject', kind: 'subject' },
          ...changes,
          ...textChanges(was, became, compare)
            .filter(({ kind }) => kind === 'replaced' || kind === 'struck-words')
            .map((change) => ({ ...change, key: `subject:${change.key}`, wider: 'subject' })),
        ];
  }
  return rowChanges(before, after, { cover, compare });
}

/** Of work that is rows: each one that is other, by its label. */
function rowChanges(before: Content, after: Content, { cover, compare }: By): Change[] {
  const rows = (content: Content) =>
    new Map([...extra(content), ...contentLines(content)].map(({ label, text }) => [label, text]));
  const [was, became] = [rows(before), rows(after)];
  const changes: Change[] = [];
  for (const [label, text] of was) {
    const now = became.get(label);
    if (now === text) continue;
    if (PROSE.has(label) && now !== undefined) {
      changes.push(...textChanges(cover(text), cover(now), compare));
      continue;
    }
    const wider = `field:${label}`;
    changes.push({ key: wider, kind: 'field', was: label });
    const [a, b] = [cover(text), now === undefined ? 'nothing' : cover(now)];
    // Times and ids are another each time; what they became teaches nothing.
    if (!/\d{4}-\d{2}-\d{2}/.test(`${a}${b}`))
      changes.push({
        ...{ key: `field:${label}:${a}→${b}`, kind: 'field-value', wider },
        ...{ was: `${label}: ${a}`, became: b },
      });
  }
  return changes;
}

/** What people change that no row says by itself: how long a meeting is. */
function extra(content: Content): { label: string; text: string }[] {
  if (content.kind !== 'meeting.schedule') return [];
  const minutes = (Date.parse(content.end) - Date.parse(content.start)) / 60_000;
  return [{ label: 'Length', text: `${minutes} minutes` }];
}

const bodyOf = (content: Content): string =>
  content.kind === 'email.draft' ? plainOf(content.body).text : '';

/** Claims whose words stood there and do no longer, by what was known of them. */
function struckClaims({ claims }: Correction, before: string, after: string): Change[] {
  return claims.flatMap(({ span, status }): Change[] =>
    span && span.field === 'body' && before.includes(span.text) && !after.includes(span.text)
      ? [{ key: `claim-struck:${status}`, kind: 'claim-struck', was: status }]
      : [],
  );
}
