import type { Context, Hono } from 'hono';
import type { PublicJwk } from '../../protocol/pairing.ts';
import type { SignedReport } from '../../protocol/report.ts';
import type { UseCaseDeps } from '../dispatch/deps.ts';
import type {
  AgentIdentity,
  ClearanceKeys,
  Period,
  ReviewerIdentity,
  SlackRequest,
} from '../dispatch/ports.ts';
import type { SlackAnswer } from '../dispatch/slack.ts';

/** What is logged: facts by name, and a word. Never content, never a secret. */
type LogLine = (facts: object, message: string) => void;
export type Log = { debug: LogLine; info: LogLine; warn: LogLine; error: LogLine };

/** The gate's keys as far as HTTP goes. */
export type HttpKeys = ClearanceKeys & {
  /** an HMAC for one named purpose, base64url */
  mac(purpose: string, data: string): string;
  /** a compact ES256 JWS that this public key signed, with the key's thumbprint; null for any other */
  opened(jws: string, jwk: PublicJwk): Promise<{ payload: Uint8Array; jkt: string } | null>;
};

/** Settings that the HTTP side needs; `config.ts` reads them from the environment. */
export type HttpConfig = {
  /** shown to the person who pairs */
  name: string;
  /** origin that clients use, without a trailing slash; fixes `htu` and the issuer */
  publicUrl: string;
  /** `chrome-extension://…` origins that may call */
  extensionOrigins: readonly string[];
  /** take the caller's address from the last `X-Forwarded-For` entry */
  trustProxy: boolean;
  /** requests per second and burst of one agent */
  agentRate: { perSecond: number; burst: number };
  /** pairing attempts a minute, of one address and of all */
  pairRate: { perAddress: number; overall: number };
  /** days after which content is erased where a workspace says nothing; null or left out: kept */
  retentionDays?: number | null;
};

/** One answered request, as the metrics get it. */
export type Observe = (request: {
  /** the route's name, never its path */
  route: string;
  status: number;
  seconds: number;
  /** it was a long poll */
  waited: boolean;
}) => void;

/** Takes what Slack sends for a workspace; null: that workspace is not connected here. */
export type SlackDoor = (workspaceId: string, request: SlackRequest) => Promise<SlackAnswer> | null;

export type HttpDeps = UseCaseDeps & {
  /** absent where no Slack workspace is connected */
  slack?: SlackDoor;
  /** the audit chain's proofs (gate/audit) */
  audit: {
    lines(workspaceId: string): AsyncIterable<string>;
    forked(workspaceId: string, head: string): Promise<{ seq: number; hash: string } | null>;
    report(asked: Period & { retentionDays: number | null }): Promise<SignedReport | null>;
  };
  observe?: Observe;
  /** the page for Prometheus and who may have it; without it there is none */
  metrics?: {
    allows(authorization: string): boolean;
    page(): Promise<{ type: string; text: string }>;
  };
  keys: HttpKeys;
  /** what this workspace's webhooks are signed with */
  webhookSecret(workspaceId: string): string;
  config: HttpConfig;
  log: Log;
  /** aborted when the gate shuts down: long polls answer, sockets close */
  stopping: AbortSignal;
};

/** A proven key without a token: pairing and renewal. */
export type Proof = { jkt: string; jwk: PublicJwk };
export type Caller =
  | { kind: 'agent'; agent: AgentIdentity }
  | { kind: 'reviewer'; reviewer: ReviewerIdentity }
  | { kind: 'proof'; proof: Proof };

export type Env = { Variables: { live: ReviewerIdentity } };
export type HttpContext = Context<Env>;
export type App = Hono<Env>;

/** The address of the other side, for rate limits; '' where there is no socket (tests). */
export function addressOf(c: HttpContext, trustProxy: boolean): string {
  if (trustProxy) {
    const last = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (last) return last;
  }
  const env: { incoming?: { socket?: { remoteAddress?: string } } } | undefined = c.env as object;
  return env?.incoming?.socket?.remoteAddress ?? '';
}
