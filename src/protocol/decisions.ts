import * as z from 'zod/mini';
import { DecisionAnswer } from '../core/schema/decision.ts';

/** `POST /v1/decisions`: compact JWS strings, each the payload of `core/schema/decision.ts`. */
export const DecisionsRequest = z.strictObject({
  decisions: z
    .array(z.string().check(z.maxLength(2_000_000)))
    .check(z.minLength(1), z.maxLength(500)),
});
export type DecisionsRequest = z.infer<typeof DecisionsRequest>;

/** An answer per row, in the order they came. */
export const DecisionsAnswer = z.object({ answers: z.array(DecisionAnswer) });
export type DecisionsAnswer = z.infer<typeof DecisionsAnswer>;

/** `typ` of a decision's JWS header. */
export const DECISION_TYP = 'countersign-decision+jws';
