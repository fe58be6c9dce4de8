import jsforce from 'jsforce';
import { Transport } from 'jsforce/lib/transport.js';
import type { RecordRef } from '../../../core/schema/content.ts';
import { Misfit, Refused, within } from '../crm/answer.ts';
import type { Value } from '../crm/changes.ts';
import { createSession } from '../crm/session.ts';
import { retryAfter } from '../retry-after.ts';
import { API_NAME, objectName } from './objects.ts';

export type SalesforceAccess = {
  /** `https://acme.my.salesforce.com`: also where tokens are got */
  instanceUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
};

const CALL_MS = 30_000;
const HOUR_MS = 3_600_000;
/** The API version whose sObject rows this was written against. */
const VERSION = '60.0';

type Answer = { status: number; retryAfter: string | undefined };

/** jsforce's errors carry Salesforce's code and text, not the HTTP status: it is seen here. */
class Watching extends Transport {
  seen: Answer | undefined;
  override httpRequest(...args: Parameters<Transport['httpRequest']>) {
    const asked = super.httpRequest(...args);
    asked.then(
      ({ statusCode, headers }) => {
        this.seen = { status: statusCode, retryAfter: headers?.['retry-after'] };
      },
      () => undefined,
    );
    return asked;
  }
}

/** Salesforce's API as this gate uses it; every call throws `Refused` for an answer that is not a yes. */
export function salesforceCalls(access: SalesforceAccess) {
  const { instanceUrl, clientId, clientSecret, refreshToken } = access;
  const session = createSession({
    renew: async () => {
      const oauth2 = new jsforce.OAuth2({ loginUrl: instanceUrl, clientId, clientSecret });
      const watch = new Watching();
      oauth2._transport = watch;
      try {
        return (await oauth2.refreshToken(refreshToken)).access_token;
      } catch (error) {
        throw refusedOf(error, watch.seen);
      }
    },
  });
  const call = (request: {
    method: 'GET' | 'PATCH';
    url: string;
    body?: string;
  }): Promise<unknown> =>
    session.run((accessToken) => {
      // One connection a call: no state between them, and the status seen is this call's.
      const connection = new jsforce.Connection({ instanceUrl, accessToken, version: VERSION });
      const watch = new Watching();
      connection._transport = watch;
      const headers = { 'content-type': 'application/json' };
      // The queue waits and tries again, not jsforce: it would hold a job and a hand-over.
      const options = { timeout: CALL_MS, retry: { maxRetries: 0 }, noContentResponse: '' };
      return within(
        CALL_MS + 1000,
        connection.request<unknown>({ ...request, headers }, options).then(
          (answer) => answer,
          (error: unknown) => {
            throw refusedOf(error, watch.seen);
          },
        ),
      );
    });
  const path = ({ object, id }: RecordRef): string => `/sobjects/${objectName(object)}/${id}`;

  return {
    secrets: (): readonly string[] => [...session.secrets(), clientSecret, refreshToken],
    /** My Domain's label, as Lightning's URLs show it */
    accounts: async (): Promise<readonly string[]> => {
      const host = new URL(instanceUrl).hostname;
      return [host, host.split('.')[0] ?? host];
    },
    async read(record: RecordRef, fields: readonly string[]): Promise<Record<string, unknown>> {
      const odd = fields.find((field) => !API_NAME.test(field));
      if (odd !== undefined) throw new Misfit(`it has no field ${odd}`);
      const found = await call({
        method: 'GET',
        url: `${path(record)}?fields=${fields.join(',')}`,
      });
      return found !== null && typeof found === 'object' ? { ...found } : {};
    },
    async write(record: RecordRef, values: Record<string, Value>): Promise<string> {
      await call({ method: 'PATCH', url: path(record), body: JSON.stringify(values) });
      return 'updated';
    },
  };
}

function refusedOf(error: unknown, seen: Answer | undefined): unknown {
  if (!seen || seen.status < 300 || !(error instanceof Error)) return error;
  const code = 'errorCode' in error ? String(error.errorCode) : error.name;
  const text = `${code}: ${error.message}`.slice(0, 500);
  const wait = retryAfter(seen.retryAfter);
  // The day's requests are used up; what waits goes on when they are refilled, over the day.
  if (code === 'REQUEST_LIMIT_EXCEEDED') return new Refused(429, text, wait ?? HOUR_MS / 4);
  // Somebody else holds the row: nothing was changed.
  if (code === 'UNABLE_TO_LOCK_ROW') return new Refused(429, text, wait ?? 2000);
  return new Refused(seen.status, text, wait);
}
