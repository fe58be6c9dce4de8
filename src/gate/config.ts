import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readSlack, SLACK_VARIABLES, type SlackConfig } from './cli/slack-settings.ts';
import { CRM_VARIABLES, type CrmConfig, readCrm } from './cli/systems.ts';
import type { HttpConfig } from './http/context.ts';
import { EXTENSION_ORIGINS } from './http/origins.ts';

/** Everything that can be set; all of it has a default but the mail server. */
export type GateConfig = HttpConfig & {
  host: string;
  /** 0 takes a free one */
  port: number;
  dataDir: string;
  /** a PostgreSQL 15 or newer; without it the gate runs its own in `dataDir` */
  databaseUrl: string | null;
  /** the role that owns that database's schema, for migrations; without it `databaseUrl`'s does both */
  databaseOwnerUrl: string | null;
  /** key document in the environment instead of the file in `dataDir` */
  signingKeys: string | null;
  /** the key file, when it is not in `dataDir`; read again while the gate runs */
  signingKeysFile: string | null;
  /** `smtp://user:password@host:port`, or null: mail then fails, and says why */
  smtpUrl: string | null;
  /** mailboxes whose sent mail is reconciled with clearances while the gate serves, and whose they are */
  sentMail: { urls: readonly string[]; workspace: string | null };
  crm: CrmConfig;
  slack: SlackConfig;
  /** callbacks and executors may be on loopback (development, demo) */
  allowLoopbackWebhooks: boolean;
  /** days that texts of closed proposals and signals are kept, where a workspace says nothing; null: for good */
  retentionDays: number | null;
  /** who has it may read `/metrics`; null: there is no such endpoint */
  metricsToken: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

const flag = z.optional(z.enum(['0', '1', 'true', 'false']));
const number = (min: number, max: number) =>
  z.optional(z.coerce.number().check(z.gte(min), z.lte(max)));

const Variables = z.object({
  GATE_NAME: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
  GATE_HOST: z.optional(z.string().check(z.minLength(1))),
  GATE_PORT: number(0, 65_535),
  PUBLIC_URL: z.optional(z.string().check(z.regex(/^https?:\/\/[^\s/?#]+\/?$/))),
  GATE_DATA: z.optional(z.string().check(z.minLength(1))),
  DATABASE_URL: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\//))),
  DATABASE_OWNER_URL: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\//))),
  GATE_SIGNING_KEYS: z.optional(z.string().check(z.minLength(1))),
  GATE_SIGNING_KEYS_FILE: z.optional(z.string().check(z.minLength(1))),
  SMTP_URL: z.optional(z.string().check(z.regex(/^smtps?:\/\//))),
  SENT_MAIL_URL: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^imaps?:\/\/[^\s:@/]+:[^\s@/]+@[^\s,@]+(\s*,\s*imaps?:\/\/[^\s:@/]+:[^\s@/]+@[^\s,@]+)*$/,
        ),
      ),
  ),
  SENT_MAIL_WORKSPACE: z.optional(z.string().check(z.minLength(1))),
  EXTENSION_ORIGINS: z.optional(
    z.string().check(z.regex(/^\s*[a-z-]+:\/\/[^\s,/]+(\s*,\s*[a-z-]+:\/\/[^\s,/]+)*\s*$/)),
  ),
  TRUST_PROXY: flag,
  ALLOW_LOOPBACK_WEBHOOKS: flag,
  AGENT_RATE_PER_SECOND: number(0.01, 100_000),
  AGENT_RATE_BURST: number(1, 1_000_000),
  RETENTION_DAYS: number(1, 36_500),
  METRICS_TOKEN: z.optional(z.string().check(z.regex(/^[A-Za-z0-9._~+/=-]{16,512}$/))),
  LOG_LEVEL: z.optional(z.enum(['debug', 'info', 'warn', 'error', 'silent'])),
});

/** The name of every variable that is read; a test compares them with README.md's table. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(Variables.shape),
  ...CRM_VARIABLES,
  ...SLACK_VARIABLES,
];

/** Thrown with every variable that is wrong, never with its value. */
export class ConfigError extends Error {}

/** Settings from the environment. @throws ConfigError naming all that is wrong at once */
export function readConfig(environment: NodeJS.ProcessEnv): GateConfig {
  const names = Object.keys(Variables.shape);
  // An empty variable is one that is not set: that is what compose files and shells make of it.
  const given = Object.fromEntries(
    names.map((name) => [name, environment[name]]).filter(([, value]) => value !== ''),
  );
  const parsed = Variables.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(
        (issue) => `${String(issue.path[0])}: ${EXPECTED[String(issue.path[0])] ?? 'not valid'}`,
      );
  const publicUrl = (given.PUBLIC_URL ?? '').replace(/\/$/, '');
  if (publicUrl.startsWith('http:') && !isLoopback(publicUrl))
    faults.push('PUBLIC_URL: must be https, except on loopback');
  if (given.DATABASE_OWNER_URL !== undefined && given.DATABASE_URL === undefined)
    faults.push('DATABASE_OWNER_URL: only together with DATABASE_URL');
  const crm = readCrm(environment, (fault) => faults.push(fault));
  const slack = readSlack(environment, (fault) => faults.push(fault));
  if (!parsed.success || faults.length > 0)
    throw new ConfigError(
      `The settings are not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  return settle(parsed.data, { publicUrl, crm, slack });
}

const EXPECTED: Record<string, string> = {
  GATE_NAME: 'a name of 1 to 120 characters',
  GATE_PORT: 'a port, 0 to 65535',
  PUBLIC_URL: 'an origin, such as https://gate.example.com',
  DATABASE_URL: 'postgres://user:password@host/database',
  DATABASE_OWNER_URL: 'postgres://owner:password@host/database',
  SMTP_URL: 'smtp:// or smtps://user:password@host:port',
  SENT_MAIL_URL: 'imaps://user:password@host, several with commas between',
  SENT_MAIL_WORKSPACE: 'the id or name of the workspace that SENT_MAIL_URL belongs to',
  EXTENSION_ORIGINS: 'origins with commas between, such as chrome-extension://abc',
  TRUST_PROXY: '0 or 1',
  ALLOW_LOOPBACK_WEBHOOKS: '0 or 1',
  AGENT_RATE_PER_SECOND: 'a number above 0',
  AGENT_RATE_BURST: 'a number of at least 1',
  RETENTION_DAYS: 'a number of days, 1 to 36500',
  METRICS_TOKEN: '16 to 512 letters, digits or . _ ~ + / = -',
  LOG_LEVEL: 'debug, info, warn, error or silent',
};

function settle(
  given: z.infer<typeof Variables>,
  { publicUrl, crm, slack }: Pick<GateConfig, 'publicUrl' | 'crm' | 'slack'>,
): GateConfig {
  const host = given.GATE_HOST ?? '127.0.0.1';
  const port = given.GATE_PORT ?? 8787;
  const on = (value: z.infer<typeof flag>): boolean => value === '1' || value === 'true';
  return {
    name: given.GATE_NAME ?? 'Countersign',
    host,
    port,
    publicUrl: publicUrl || `http://127.0.0.1:${port}`,
    dataDir: given.GATE_DATA ?? join(homedir(), '.countersign'),
    databaseUrl: given.DATABASE_URL ?? null,
    databaseOwnerUrl: given.DATABASE_OWNER_URL ?? null,
    signingKeys: given.GATE_SIGNING_KEYS ?? null,
    signingKeysFile: given.GATE_SIGNING_KEYS_FILE ?? null,
    smtpUrl: given.SMTP_URL ?? null,
    sentMail: {
      urls: given.SENT_MAIL_URL?.split(',').map((url) => url.trim()) ?? [],
      workspace: given.SENT_MAIL_WORKSPACE ?? null,
    },
    crm,
    slack,
    extensionOrigins: given.EXTENSION_ORIGINS?.split(',').map((origin) => origin.trim()) ?? [
      ...EXTENSION_ORIGINS,
    ],
    trustProxy: on(given.TRUST_PROXY),
    allowLoopbackWebhooks: on(given.ALLOW_LOOPBACK_WEBHOOKS),
    agentRate: {
      perSecond: given.AGENT_RATE_PER_SECOND ?? 20,
      burst: given.AGENT_RATE_BURST ?? 100,
    },
    pairRate: { perAddress: 20, overall: 200 },
    retentionDays: given.RETENTION_DAYS ?? null,
    metricsToken: given.METRICS_TOKEN ?? null,
    logLevel: given.LOG_LEVEL ?? 'info',
  };
}

const isLoopback = (url: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(url);
