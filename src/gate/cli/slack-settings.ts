import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod/mini';

/** A Slack workspace and channel that one of our workspaces is shown in. */
export type SlackWorkspace = {
  /** id or name */
  workspace: string;
  channel: string;
  botToken: string;
  signingSecret: string;
};
export type SlackConfig = {
  one: SlackWorkspace | null;
  /** a file with more of them, for owner's eyes only */
  file: string | null;
  apiUrl: string;
};

/** The variables, for `--help` and the README. */
export const SLACK_VARIABLES = [
  'SLACK_WORKSPACE',
  'SLACK_CHANNEL',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_FILE',
  'SLACK_API_URL',
] as const;

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[a-z]+)?$/;
const FORMS = {
  channel: [/^[CGD][A-Z0-9]{5,30}$/, 'the channel’s id, such as C024BE91L'],
  botToken: [/^xoxb-[A-Za-z0-9-]{10,200}$/, 'a bot token, xoxb-…'],
  signingSecret: [/^[0-9a-f]{32,64}$/, 'the app’s signing secret, hexadecimal'],
} as const;

/**
 * Reads the settings of Slack; without any of them nothing is connected.
 * @param fault called with a sentence for everything that is wrong, never with a value
 */
export function readSlack(
  environment: NodeJS.ProcessEnv,
  fault: (text: string) => void,
): SlackConfig {
  const get = (name: (typeof SLACK_VARIABLES)[number]): string | undefined =>
    environment[name]?.trim() || undefined;
  const apiUrl = get('SLACK_API_URL')?.replace(/\/$/, '');
  if (apiUrl !== undefined && !LOOPBACK.test(apiUrl))
    fault('SLACK_API_URL: only an address on loopback');
  const names = {
    workspace: 'SLACK_WORKSPACE',
    channel: 'SLACK_CHANNEL',
    botToken: 'SLACK_BOT_TOKEN',
    signingSecret: 'SLACK_SIGNING_SECRET',
  } as const;
  const set = Object.values(names).filter((name) => get(name) !== undefined);
  const rest = { file: get('SLACK_FILE') ?? null, apiUrl: apiUrl ?? 'https://slack.com/api' };
  if (set.length === 0) return { one: null, ...rest };
  for (const name of Object.values(names))
    if (get(name) === undefined) fault(`${name}: is needed together with ${set.join(', ')}`);
  const one = {
    workspace: get(names.workspace) ?? '',
    channel: get(names.channel) ?? '',
    botToken: get(names.botToken) ?? '',
    signingSecret: get(names.signingSecret) ?? '',
  };
  for (const [part, [form, words]] of Object.entries(FORMS)) {
    const name = names[part as keyof typeof FORMS];
    if (get(name) !== undefined && !form.test(get(name) ?? '')) fault(`${name}: ${words}`);
  }
  return { one, ...rest };
}

const shaped = ([form, words]: readonly [RegExp, string]) => z.string().check(z.regex(form, words));
const File = z.array(
  z.strictObject({
    workspace: z.string().check(z.minLength(1), z.maxLength(200)),
    channel: shaped(FORMS.channel),
    botToken: shaped(FORMS.botToken),
    signingSecret: shaped(FORMS.signingSecret),
  }),
);

/** All that are connected. @throws with the place that is wrong, never with a value */
export async function slackWorkspaces(config: SlackConfig): Promise<SlackWorkspace[]> {
  const { one, file } = config;
  const own = one ? [one] : [];
  if (file === null) return own;
  if (((await stat(file)).mode & 0o077) !== 0)
    throw new Error(`${file} holds secrets and can be read by others: chmod 600.`);
  const parsed = File.safeParse(jsonOf(await readFile(file, 'utf8')));
  if (!parsed.success) {
    const at = parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`);
    throw new Error(`SLACK_FILE is not a list of Slack workspaces:\n  ${at.join('\n  ')}`);
  }
  const all = [...own, ...parsed.data];
  const twice = all.find((each, at) => all.findIndex((a) => a.workspace === each.workspace) < at);
  if (twice) throw new Error(`${file}: the workspace ${twice.workspace} is connected twice.`);
  return all;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
