import * as z from 'zod/mini';
import { Reason } from '../schema/decision.ts';
import { Kind } from '../schema/kind.ts';
import { Timestamp, Uuid } from '../schema/scalars.ts';

/*
 * The lines of an export, as the services document them; strict, since some refuse a file with a
 * member that they don't know. Read on 2026-11-28:
 * - OpenAI, "Direct preference optimization" (developers.openai.com/api/docs/guides/direct-preference-
 *   optimization): `input.messages`, `preferred_output`, `non_preferred_output`; the outputs are of the
 *   assistant. Azure, Fireworks and Together document the same form.
 * - OpenAI, "Supervised fine-tuning": `messages`, the last of them the assistant's; at least ten lines.
 * - Hugging Face TRL, "Dataset formats and types" (huggingface.co/docs/trl/dataset_formats), each in its
 *   conversational form: preference (`prompt`, `chosen`, `rejected`) and unpaired preference (`prompt`,
 *   `completion`, `label`).
 */

const said = z.string().check(z.minLength(1));
const Asking = z.strictObject({ role: z.enum(['system', 'user']), content: said });
const Answering = z.strictObject({ role: z.literal('assistant'), content: said });
const Prompt = z.array(Asking).check(z.minLength(1));
const Output = z.tuple([Answering]);

/** One line for direct preference optimisation at OpenAI and those with the same interface. */
export const OpenAiPreference = z.strictObject({
  input: z.strictObject({ messages: Prompt }),
  preferred_output: Output,
  non_preferred_output: Output,
});

/** One line for supervised fine-tuning of chat models; TRL calls the same "language modeling". */
export const OpenAiChat = z.strictObject({
  messages: z.array(z.union([Asking, Answering])).check(
    z.minLength(2),
    z.refine((all) => all.at(-1)?.role === 'assistant', 'The last message is the assistant’s.'),
  ),
});

/** One line of TRL's preference type. */
export const TrlPreference = z.strictObject({ prompt: Prompt, chosen: Output, rejected: Output });

/** One line of TRL's unpaired preference type: what was rejected counts too. */
export const TrlUnpaired = z.strictObject({
  prompt: Prompt,
  completion: Output,
  label: z.boolean(),
});

/** Our own line: a correction with its reason and what it is of. No service reads it as it is. */
export const FullLine = z.strictObject({
  proposalId: Uuid,
  revision: z.int(),
  at: Timestamp,
  workflow: z.string(),
  kind: Kind,
  template: z.nullable(z.string()),
  model: z.string(),
  modelVersion: z.string(),
  promptVersion: z.string(),
  action: z.enum(['approve_edited', 'reject']),
  reason: z.nullable(Reason),
  instruction: z.string(),
  prompt: z.string(),
  proposed: z.string(),
  approved: z.nullable(z.string()),
});

export const CORRECTION_LINES = {
  'openai-preference': OpenAiPreference,
  'openai-chat': OpenAiChat,
  'trl-preference': TrlPreference,
  'trl-unpaired': TrlUnpaired,
  full: FullLine,
} as const;
export const CorrectionFormat = z.enum([
  'openai-preference',
  'openai-chat',
  'trl-preference',
  'trl-unpaired',
  'full',
]);
export type CorrectionFormat = z.infer<typeof CorrectionFormat>;

/** Any line of an export. */
export const CorrectionLine = z.union([
  OpenAiPreference,
  OpenAiChat,
  TrlPreference,
  TrlUnpaired,
  FullLine,
]);
export type CorrectionLine = z.infer<typeof CorrectionLine>;
