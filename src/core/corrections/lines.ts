import type { Correction } from './correction.ts';
import type { CorrectionFormat, CorrectionLine } from './formats.ts';
import { instructionOf, promptOf } from './prompt.ts';
import { pseudonymsOf } from './pseudonyms.ts';
import { written } from './written.ts';

/** `pseudonyms`: people, companies, addresses and links have words in their place; `kept`: as they are. */
export type Names = 'pseudonyms' | 'kept';

/**
 * The lines that a correction makes in a format; none where the format has no place for it: an edit
 * that changed no text (a recipient's name, a tail) teaches nobody how to write, and a rejection has no
 * text that anybody chose.
 */
export function linesOf(
  correction: Correction,
  { format, names }: { format: CorrectionFormat; names: Names },
): CorrectionLine[] {
  const cover = names === 'kept' ? (text: string) => text : pseudonymsOf(correction);
  const rejected = cover(written(correction.before));
  const chosen = correction.after === null ? null : cover(written(correction.after));
  const instruction = cover(instructionOf(correction));
  const prompt = cover(promptOf(correction));
  const asked = [
    { role: 'system' as const, content: instruction },
    { role: 'user' as const, content: prompt },
  ];
  const by = (content: string): [{ role: 'assistant'; content: string }] => [
    { role: 'assistant', content },
  ];
  if (format === 'full')
    return [fullLine(correction, { cover, instruction, prompt, rejected, chosen })];
  const same = chosen === rejected;
  if (rejected.trim() === '' || same || chosen?.trim() === '') return [];
  if (format === 'trl-unpaired')
    return [
      { prompt: asked, completion: by(rejected), label: false },
      ...(chosen === null ? [] : [{ prompt: asked, completion: by(chosen), label: true }]),
    ];
  if (chosen === null) return [];
  switch (format) {
    case 'openai-preference':
      return [
        {
          input: { messages: asked },
          preferred_output: by(chosen),
          non_preferred_output: by(rejected),
        },
      ];
    case 'openai-chat':
      return [{ messages: [...asked, ...by(chosen)] }];
    case 'trl-preference':
      return [{ prompt: asked, chosen: by(chosen), rejected: by(rejected) }];
  }
}

function fullLine(
  correction: Correction,
  made: {
    cover: (text: string) => string;
    instruction: string;
    prompt: string;
    rejected: string;
    chosen: string | null;
  },
): CorrectionLine {
  const { reason, before, workflow, template, model, modelVersion, promptVersion } = correction;
  const { proposalId, revision, at, action } = correction;
  const note = reason?.note === undefined ? {} : { note: made.cover(reason.note) };
  return {
    ...{ proposalId, revision, at, workflow: workflow.id, kind: before.kind },
    ...{ template, model, modelVersion, promptVersion, action },
    reason: reason && { code: reason.code, ...note },
    ...{ instruction: made.instruction, prompt: made.prompt },
    ...{ proposed: made.rejected, approved: made.chosen },
  };
}
