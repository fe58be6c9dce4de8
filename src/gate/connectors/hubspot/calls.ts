import { Client } from '@hubspot/api-client';
import type { RecordRef } from '../../../core/schema/content.ts';
import { Refused, within } from '../crm/answer.ts';
import type { Value } from '../crm/changes.ts';
import { createSession } from '../crm/session.ts';
import { retryAfter } from '../retry-after.ts';
import { objectType } from './objects.ts';

export type HubSpotAccess = {
  /** of a private app; or the OAuth app's three */
  token?: string | undefined;
  oauth?: { clientId: string; clientSecret: string; refreshToken: string } | undefined;
  /** another address of the API, for tests */
  baseUrl?: string | undefined;
};

const CALL_MS = 30_000;
const HOUR_MS = 3_600_000;

export type HubSpotCalls = ReturnType<typeof hubSpotCalls>;

/** HubSpot's API as this gate uses it; every call throws `Refused` for an answer that is not a yes. */
export function hubSpotCalls({ token, oauth, baseUrl }: HubSpotAccess) {
  const clientFor = (accessToken?: string): Client =>
    new Client({
      ...(accessToken === undefined ? {} : { accessToken }),
      ...(baseUrl === undefined ? {} : { basePath: baseUrl }),
      // The queue waits and tries again, not the client: it would hold a job and a hand-over.
      numberOfApiCallRetries: 0,
    });
  const session = createSession({
    initial: token,
    renew: oauth
      ? async () => {
          const { clientId, clientSecret, refreshToken } = oauth;
          const { accessToken } = await answered(
            clientFor().oauth.tokensApi.create(
              'refresh_token',
              undefined,
              undefined,
              clientId,
              clientSecret,
              refreshToken,
            ),
          );
          return accessToken;
        }
      : undefined,
  });
  const run = <T>(call: (client: Client) => Promise<T>): Promise<T> =>
    session.run((accessToken) => within(CALL_MS, answered(call(clientFor(accessToken)))));

  let accounts: Promise<readonly string[]> | undefined;
  const request = async (options: {
    method: 'GET' | 'POST';
    path: string;
    qs?: Record<string, string>;
    body?: object;
  }): Promise<unknown> =>
    run(async (client) => {
      const answer = await client.apiRequest(options);
      const body: unknown = await answer.json().catch(() => null);
      if (!answer.ok) throw refusedOf(answer.status, body, answer.headers.get('retry-after'));
      return body;
    });

  return {
    secrets: (): readonly string[] => [
      ...session.secrets(),
      ...(oauth ? [oauth.clientSecret, oauth.refreshToken] : []),
    ],
    request,
    accounts: (): Promise<readonly string[]> => {
      // The portal of a token doesn't change; a failed look is made again.
      accounts ??= request({ method: 'GET', path: '/account-info/v3/details' }).then(
        (details) => [String(fieldOf(details, 'portalId') ?? '')],
        (error: unknown) => {
          accounts = undefined;
          throw error;
        },
      );
      return accounts;
    },
    read: (
      { object, id }: RecordRef,
      fields: readonly string[],
    ): Promise<Record<string, unknown>> =>
      run(async (client) => {
        const found = await client.crm.objects.basicApi.getById(objectType(object), id, [
          ...fields,
        ]);
        return found.properties;
      }),
    write: ({ object, id }: RecordRef, values: Record<string, Value>): Promise<string> =>
      run(async (client) => {
        const properties = Object.fromEntries(
          // HubSpot takes every value as text; an empty one clears the property.
          Object.entries(values).map(([field, value]) => [
            field,
            value === null ? '' : String(value),
          ]),
        );
        const { updatedAt } = await client.crm.objects.basicApi.update(objectType(object), id, {
          properties,
        });
        return `updated at ${new Date(updatedAt).toISOString()}`;
      }),
  };
}

/** The client's exceptions quote headers and body, so only what is meant for people is kept. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number')
      throw error;
    const headers = 'headers' in error ? fieldOf(error.headers, 'retry-after') : undefined;
    throw refusedOf(
      error.code,
      'body' in error ? error.body : null,
      typeof headers === 'string' ? headers : null,
    );
  }
}

function refusedOf(status: number, body: unknown, header: string | null): Refused {
  const said = asJson(body);
  const message = fieldOf(said, 'message') ?? fieldOf(said, 'error_description');
  const text = typeof message === 'string' ? message.slice(0, 500) : 'no reason given';
  return new Refused(status, text, retryAfter(header) ?? limitWait(text));
}

/** HubSpot names the window that is used up in the message, not in a header. */
function limitWait(message: string): number | undefined {
  if (/daily/i.test(message)) return HOUR_MS;
  if (/ten.?secondly/i.test(message)) return 10_000;
  return /secondly/i.test(message) ? 1000 : undefined;
}

function asJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export const fieldOf = (value: unknown, name: string): unknown =>
  value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
