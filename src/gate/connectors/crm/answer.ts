import { RateLimited, Rejected } from '../../dispatch/ports.ts';

/** A system's answer that is not a yes, as its client library reported it. */
export class Refused extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** @param message what the system said, for people; the name of the system is put before it */
  constructor(status: number, message: string, retryAfterMs?: number) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** How long to wait where a system says "too often" and not until when. */
const DEFAULT_WAIT_MS = 10_000;

export type Outcomes = {
  /** the system's name for people */
  label: string;
  /** what to set or grant when it refuses us */
  advice: string;
  /** texts that no message may carry */
  secrets: readonly string[];
};

/**
 * What an error of a system means to the dispatcher: `RateLimited` (not now, nothing done),
 * `Rejected` (no, nothing done), or an error that says nothing about what was done.
 */
export function asOutcome(error: unknown, { label, advice, secrets }: Outcomes): Error {
  const say = (text: string): string => without(secrets, `${label}: ${text}`);
  if (error instanceof RateLimited) return error;
  if (error instanceof Rejected) return new Rejected(say(error.message));
  if (!(error instanceof Refused)) return new Error(say(networkText(error)));
  const { status, message, retryAfterMs } = error;
  if (status === 429) {
    return new RateLimited(
      say(message || 'too many requests'),
      Math.max(1000, retryAfterMs ?? DEFAULT_WAIT_MS),
    );
  }
  if (status === 401) return new Rejected(say(`it refused our credentials: ${message}. ${advice}`));
  if (status === 403)
    return new Rejected(say(`it does not allow this (403): ${message} ${advice}`));
  if (status >= 300 && status < 500 && status !== 408)
    return new Rejected(say(`it said no (${status}): ${message}`));
  return new Error(say(`it failed (${status}): ${message}`));
}

/** Network errors by their code; a library's own text can quote headers and bodies. */
function networkText(error: unknown): string {
  if (error instanceof Slow) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^[A-Z_]{3,40}$/.test(code)) return `no answer (${code})`;
  return `no answer (${error instanceof Error ? error.name : 'error'})`;
}

/** Content that the system can't be given as it is; nothing was sent. */
export class Misfit extends Rejected {}

class Slow extends Error {}

/**
 * Gives up waiting after `ms`; what was asked may still happen, so after a hand-over this is an
 * unknown outcome.
 */
export async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      asked,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Slow(`no answer within ${ms / 1000} s`)), ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/** The text with no secret in it, also none that a system echoed. */
export function without(secrets: readonly string[], text: string): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= 4) clean = clean.split(secret).join('…');
  }
  return clean.replace(/Bearer\s+\S+/gi, 'Bearer …');
}
