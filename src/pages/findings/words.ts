import type { CorrectionFormat } from '../../core/corrections/formats.ts';
import type { AccuracyRow, FindingRow } from '../../messages/findings.ts';
import { shownNumber } from '../../ui/locale.ts';

export const percent = (share: number): string =>
  shownNumber(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });

/** "9 % to 35 %" */
export const between = ({ low, high }: { low: number; high: number }): string =>
  `${percent(low)} to ${percent(high)}`;

export const draftsOf = ({ hits, of }: { hits: number; of: number }): string =>
  `${shownNumber(hits)} of ${shownNumber(of)} ${of === 1 ? 'draft' : 'drafts'}`;

export const versionOf = (row: {
  model: string;
  modelVersion: string;
  promptVersion: string;
}): string =>
  [
    ...(row.promptVersion === '' ? [] : [`prompt ${row.promptVersion}`]),
    `${row.model} ${row.modelVersion}`.trim(),
  ].join(' · ');

export const STANDING: Record<
  FindingRow['standing'],
  { word: string; role: string; says: string }
> = {
  new: { word: 'New', role: 'bad', says: 'surely rarer in the version before' },
  still: { word: 'Still there', role: 'warn', says: 'in the newest version' },
  fixed: { word: 'Fixed', role: 'good', says: 'surely rarer in the newest version than it was' },
  unclear: { word: 'Too early to say', role: '', says: 'the newest version has too few drafts' },
};

export const KIND_WORDS: Record<string, string> = {
  'email.draft': 'Email',
  'sequence.enroll': 'Enrollment',
  'record.update': 'Record update',
  'lead.route': 'Routing',
  'lead.score': 'Score',
  'contact.enrich': 'Enrichment',
  'price.quote': 'Price',
  'meeting.schedule': 'Meeting',
  'message.social': 'Social message',
  'call.task': 'Call',
};

/** What the estimate leaves open, in a sentence; empty where it leaves nothing. */
export function leftOpen({ waiting, uncovered }: AccuracyRow): string {
  return [
    ...(waiting > 0
      ? [`${shownNumber(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for a look.`]
      : []),
    ...(uncovered > 0
      ? [
          `${shownNumber(uncovered)} ran where no audit looks: nothing is known of ${uncovered === 1 ? 'it' : 'these'}.`,
        ]
      : []),
  ].join(' ');
}

/** Formats in the order in which they are offered, with what each file holds. */
export const FORMATS: readonly { name: CorrectionFormat; label: string; holds: string }[] = [
  {
    name: 'openai-preference',
    label: 'Preference pairs, OpenAI',
    holds:
      'One line for each edit: the task, the text a person approved as preferred, the agent’s as not preferred. Rejections have no preferred text and are left out.',
  },
  {
    name: 'trl-preference',
    label: 'Preference pairs, Hugging Face TRL',
    holds:
      'One line for each edit: prompt, chosen (approved by a person) and rejected (the agent’s). Rejections are left out.',
  },
  {
    name: 'trl-unpaired',
    label: 'Good and bad examples, Hugging Face TRL',
    holds:
      'One line for each text: the agent’s, labelled false, also where it was rejected; the approved one, labelled true.',
  },
  {
    name: 'openai-chat',
    label: 'Examples to imitate, OpenAI chat',
    holds:
      'One line for each edit: the task and the text a person approved. Rejections are left out.',
  },
  {
    name: 'full',
    label: 'Everything, with reasons',
    holds:
      'One line for each edit and rejection, with reason, version and template. No training service reads it as it is.',
  },
];

export const NAMES_COVERED =
  'People, companies, addresses and links that the data names have words in their place, such as “[recipient]”. A name that stands in a text alone may remain.';
export const NAMES_KEPT =
  'The file holds personal data: names and addresses as they were. Erasing a person later does not reach into it.';
export const NEVER_IN_IT =
  'Planted items, audits and erased texts are in no file. That you took it is on record.';
