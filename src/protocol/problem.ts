import * as z from 'zod/mini';

/** RFC 9457 problem details. `errors` names every field that is wrong, by JSON pointer. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  /** with `conduct-later`: the first moment at which it may go */
  retryAt: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;

const BASE = 'https://countersign.dev/problems/';

/** The stable problem types: status and title. The `type` URI is {@link problemType} of the key. */
export const PROBLEMS = {
  'invalid-request': { status: 422, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  unauthenticated: { status: 401, title: 'Authentication is missing or not valid' },
  'use-dpop-nonce': { status: 401, title: 'The DPoP proof needs the nonce in this answer' },
  forbidden: { status: 403, title: 'Not allowed for this identity' },
  'not-found': { status: 404, title: 'There is no such thing in this workspace' },
  'external-id-conflict': {
    status: 409,
    title: 'This externalId was used with other content; PUT a revision',
  },
  'version-conflict': { status: 409, title: 'The policy has another version by now' },
  'not-open': { status: 409, title: 'The proposal is no longer open' },
  'binding-conflict': { status: 409, title: 'That compose is bound to another proposal' },
  'pairing-refused': { status: 403, title: 'The pairing code is unknown, used or expired' },
  'clearance-invalid': { status: 403, title: 'The clearance is not valid' },
  'clearance-expired': { status: 403, title: 'The clearance has expired' },
  'clearance-redeemed': { status: 409, title: 'The clearance was redeemed before' },
  'clearance-void': { status: 409, title: 'The clearance was withdrawn' },
  'digest-mismatch': { status: 409, title: 'The content is not the one that was approved' },
  'wrong-executor': { status: 403, title: 'The clearance names another executor' },
  suppressed: { status: 409, title: 'Somebody in it is on the suppression list' },
  conduct: { status: 409, title: "The workspace's rules of conduct forbid it" },
  'conduct-later': { status: 409, title: 'Not now: see retryAt' },
  'ramp-holds': { status: 409, title: 'It is new, and starts in small, watched windows' },
  'outcome-known': { status: 409, title: 'What became of the dispatch is known' },
  'cannot-ask': { status: 409, title: 'The executor cannot be asked' },
  'workflow-paused': { status: 409, title: 'The workflow is paused' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'The gate cannot answer now; try again' },
  internal: { status: 500, title: 'The gate failed' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

export const problemType = (code: ProblemCode): string => `${BASE}${code}`;

/** The code of a problem's `type`, or null for one we don't know. */
export function problemCode(type: string): ProblemCode | null {
  const code = type.startsWith(BASE) ? type.slice(BASE.length) : '';
  return code in PROBLEMS ? (code as ProblemCode) : null;
}
