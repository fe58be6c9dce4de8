import { Configuration as ConfigurationV1, LeadsApi, UsersApi } from 'pipedrive/v1';
import {
  Configuration,
  DealsApi,
  OAuth2Configuration,
  OrganizationsApi,
  PersonsApi,
} from 'pipedrive/v2';
import type { RecordRef } from '../../../core/schema/content.ts';
import { Refused, within } from '../crm/answer.ts';
import type { Value } from '../crm/changes.ts';
import { createSession } from '../crm/session.ts';
import { retryAfter } from '../retry-after.ts';
import { objectOf } from './objects.ts';

export type PipedriveAccess = {
  /** a person's API token; or the OAuth app's three */
  apiToken?: string | undefined;
  oauth?: { clientId: string; clientSecret: string; refreshToken: string } | undefined;
  /** another address of the API and of its token service, for tests */
  baseUrl?: string | undefined;
};

const CALL_MS = 30_000;
const CUSTOM = /^[0-9a-f]{40}$/;

/** Pipedrive's API as this gate uses it; every call throws `Refused` for an answer that is not a yes. */
export function pipedriveCalls({ apiToken, oauth, baseUrl }: PipedriveAccess) {
  const root = baseUrl ?? 'https://api.pipedrive.com';
  const session = createSession({
    initial: apiToken,
    renew: oauth && (() => renewed(oauth, baseUrl)),
  });
  const access = (token: string) => (oauth ? { accessToken: token } : { apiKey: token });
  const run = (call: (token: string) => Promise<unknown>): Promise<unknown> =>
    session.run(async (token) => yes(await within(CALL_MS + 1000, call(token))));
  const v1 = (token: string): ConfigurationV1 =>
    withWhole(new ConfigurationV1({ ...access(token), basePath: `${root}/api/v1` }));
  const v2 = (token: string): Configuration =>
    withWhole(new Configuration({ ...access(token), basePath: `${root}/api/v2` }));
  let accounts: Promise<readonly string[]> | undefined;

  return {
    secrets: (): readonly string[] => [
      ...session.secrets(),
      ...(oauth ? [oauth.clientSecret, oauth.refreshToken] : []),
    ],
    /** the company's subdomain and id */
    accounts: (): Promise<readonly string[]> => {
      accounts ??= run((token) => new UsersApi(v1(token)).getCurrentUser()).then(
        (user) => [String(fieldOf(user, 'company_domain')), String(fieldOf(user, 'company_id'))],
        (error: unknown) => {
          accounts = undefined;
          throw error;
        },
      );
      return accounts;
    },
    async read(record: RecordRef, fields: readonly string[]): Promise<Record<string, unknown>> {
      const custom = fields.filter((field) => CUSTOM.test(field));
      const found = await run((token) => {
        const asked = {
          id: Number(record.id),
          ...(custom.length > 0 ? { custom_fields: custom.join(',') } : {}),
        };
        switch (objectOf(record.object)) {
          case 'person':
            return new PersonsApi(v2(token)).getPerson(asked);
          case 'organization':
            return new OrganizationsApi(v2(token)).getOrganization(asked);
          case 'deal':
            return new DealsApi(v2(token)).getDeal(asked);
          case 'lead':
            return new LeadsApi(v1(token)).getLead({ id: record.id });
        }
      });
      const own = fieldOf(found, 'custom_fields');
      return Object.fromEntries(
        // A lead's custom fields stand among its own.
        fields.map((field) => [
          field,
          (CUSTOM.test(field) && fieldOf(own, field)) || fieldOf(found, field),
        ]),
      );
    },
    async write(record: RecordRef, values: Record<string, Value>): Promise<string> {
      const object = objectOf(record.object);
      const body = object === 'lead' ? values : nested(values);
      // Ids of people and stages are numbers here; a content may carry them as text.
      if (typeof body.owner_id === 'string') body.owner_id = Number(body.owner_id);
      const id = Number(record.id);
      const made = await run((token) => {
        switch (object) {
          case 'person':
            return new PersonsApi(v2(token)).updatePerson({ id, UpdatePersonRequest: body });
          case 'organization':
            return new OrganizationsApi(v2(token)).updateOrganization({
              id,
              UpdateOrganizationRequest: body,
            });
          case 'deal':
            return new DealsApi(v2(token)).updateDeal({ id, UpdateDealRequest: body });
          case 'lead':
            return new LeadsApi(v1(token)).updateLead({ id: record.id, UpdateLeadRequest: body });
        }
      });
      return `updated at ${String(fieldOf(made, 'update_time') ?? '')}`;
    },
  };
}

/** Version 2 takes custom fields apart from its own. */
function nested(values: Record<string, Value>): Record<string, unknown> {
  const entries = Object.entries(values);
  const custom = entries.filter(([field]) => CUSTOM.test(field));
  return {
    ...Object.fromEntries(entries.filter(([field]) => !CUSTOM.test(field))),
    ...(custom.length > 0 ? { custom_fields: Object.fromEntries(custom) } : {}),
  };
}

async function renewed(
  oauth: NonNullable<PipedriveAccess['oauth']>,
  baseUrl: string | undefined,
): Promise<string> {
  const { clientId, clientSecret, refreshToken } = oauth;
  const service = new OAuth2Configuration({
    clientId,
    clientSecret,
    // Only of use for asking a person; the client wants one.
    redirectUri: 'https://localhost/',
    ...(baseUrl === undefined ? {} : { host: baseUrl }),
  });
  service.updateToken({
    access_token: '',
    token_type: 'Bearer',
    refresh_token: refreshToken,
    expires_in: 0,
    scope: '',
    api_domain: '',
  });
  try {
    return (await service.tokenRefresh()).access_token;
  } catch (error) {
    // The client passes the body of a refusal on, without its status; a network error is an Error.
    if (error instanceof Error) throw error;
    const said = fieldOf(error, 'message') ?? fieldOf(error, 'error');
    throw new Refused(400, typeof said === 'string' ? said.slice(0, 500) : 'no new token');
  }
}

/** An answer with its status and headers, which the client drops otherwise. */
class Whole {
  readonly status: number;
  readonly wait: string | undefined;
  readonly body: unknown;
  constructor(status: number, wait: string | undefined, body: unknown) {
    this.status = status;
    this.wait = wait;
    this.body = body;
  }
}

function withWhole<C extends { baseOptions?: unknown }>(configuration: C): C {
  configuration.baseOptions = {
    timeout: CALL_MS,
    maxRedirects: 0,
    validateStatus: () => true,
    transformResponse: [
      (text: unknown, headers: Record<string, unknown>, status: number) => {
        const after = headers['retry-after'] ?? headers['x-ratelimit-reset'];
        return new Whole(status, after === undefined ? undefined : String(after), asJson(text));
      },
    ],
  };
  return configuration;
}

/** The `data` of a yes. @throws Refused */
function yes(answer: unknown): unknown {
  if (!(answer instanceof Whole)) throw new Error('an answer in an unknown form');
  const { status, wait, body } = answer;
  if (status >= 200 && status < 300 && fieldOf(body, 'success') === true)
    return fieldOf(body, 'data');
  const said = fieldOf(body, 'error');
  const text = typeof said === 'string' ? said.slice(0, 500) : 'no reason given';
  throw new Refused(status, text, retryAfter(wait));
}

function asJson(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const fieldOf = (value: unknown, name: string): unknown =>
  value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
