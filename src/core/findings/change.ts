/**
 * One kind of change that a correction made, as far as it can happen again in another: the same words
 * replaced, the same unit's number, a field, a sentence taken out, a struck claim, a reason.
 */
export type Change = {
  /** what makes two changes the same */
  key: string;
  kind: ChangeKind;
  /** the key of the wider change that this is one case of: "minutes changed" of "30 → 15 minutes" */
  wider?: string;
  was?: string;
  became?: string;
};

export type ChangeKind =
  | 'replaced'
  | 'quantity'
  | 'struck-words'
  | 'added-words'
  | 'removed-sentence'
  | 'added-sentence'
  | 'sentence-removed-somewhere'
  | 'subject'
  | 'greeting'
  | 'shortened'
  | 'claim-struck'
  | 'field'
  | 'field-value'
  | 'edited-for'
  | 'rejected-for';

/** A stretch of two texts compared word by word, in reading order, removals before additions. */
export type Part = { kind: 'same' | 'added' | 'removed'; text: string };
/** Compares two texts word by word; the library for it is the caller's. */
export type Compare = (before: string, after: string) => Part[];
