import type { HubSpotOptions } from '../connectors/hubspot/index.ts';
import type { PipedriveOptions } from '../connectors/pipedrive/index.ts';
import type { SalesforceOptions } from '../connectors/salesforce/index.ts';

/** The systems of record that this gate is connected to, one account each. */
export type CrmConfig = {
  hubspot: HubSpotOptions | null;
  salesforce: SalesforceOptions | null;
  pipedrive: PipedriveOptions | null;
};

/** The variables, for `--help` and the README. */
export const CRM_VARIABLES = [
  'HUBSPOT_TOKEN',
  'HUBSPOT_CLIENT_ID',
  'HUBSPOT_CLIENT_SECRET',
  'HUBSPOT_REFRESH_TOKEN',
  'HUBSPOT_SCORE_PROPERTY',
  'HUBSPOT_SEQUENCE_USER_ID',
  'HUBSPOT_SEQUENCE_SENDER',
  'HUBSPOT_API_URL',
  'SALESFORCE_INSTANCE_URL',
  'SALESFORCE_CLIENT_ID',
  'SALESFORCE_CLIENT_SECRET',
  'SALESFORCE_REFRESH_TOKEN',
  'SALESFORCE_SCORE_FIELD',
  'PIPEDRIVE_API_TOKEN',
  'PIPEDRIVE_CLIENT_ID',
  'PIPEDRIVE_CLIENT_SECRET',
  'PIPEDRIVE_REFRESH_TOKEN',
  'PIPEDRIVE_SCORE_FIELD',
  'PIPEDRIVE_API_URL',
] as const;
type Name = (typeof CRM_VARIABLES)[number];

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const HTTPS = /^https:\/\/[a-z0-9.-]+(:\d+)?$/i;

/**
 * Reads the systems' settings; a system none of whose variables is set is not connected.
 * @param fault called with a sentence for everything that is wrong, never with a value
 */
export function readCrm(environment: NodeJS.ProcessEnv, fault: (text: string) => void): CrmConfig {
  const get = (name: Name): string | undefined => environment[name]?.trim() || undefined;
  // Any value goes into a header or a form: no blanks, no line ends.
  for (const name of CRM_VARIABLES) {
    if (/[\s\u0000-\u001f\u007f]/.test(get(name) ?? '')) fault(`${name}: has blanks in it`);
  }
  /** All of these or none: a half set is a mistake. */
  const together = <N extends Name>(...names: N[]): Record<N, string> | null => {
    const set = names.filter((name) => get(name) !== undefined);
    if (set.length === 0) return null;
    for (const name of names) {
      if (get(name) === undefined) fault(`${name}: is needed together with ${set.join(', ')}`);
    }
    return Object.fromEntries(names.map((name) => [name, get(name) ?? ''])) as Record<N, string>;
  };
  const either = (token: Name, oauth: object | null): void => {
    if (get(token) !== undefined && oauth)
      fault(`${token}: either this or the OAuth app's variables, not both`);
  };
  /** Another address of an API is for tests: only on this machine. */
  const elsewhere = (name: Name): string | undefined => {
    const url = get(name)?.replace(/\/$/, '');
    if (url !== undefined && !LOOPBACK.test(url)) fault(`${name}: only an address on loopback`);
    return url;
  };
  return {
    hubspot: hubspot(),
    salesforce: salesforce(),
    pipedrive: pipedrive(),
  };

  function hubspot(): HubSpotOptions | null {
    const app = together('HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET', 'HUBSPOT_REFRESH_TOKEN');
    const sequences = together('HUBSPOT_SEQUENCE_USER_ID', 'HUBSPOT_SEQUENCE_SENDER');
    either('HUBSPOT_TOKEN', app);
    const baseUrl = elsewhere('HUBSPOT_API_URL');
    const token = get('HUBSPOT_TOKEN');
    if (!token && !app) {
      if (sequences || get('HUBSPOT_SCORE_PROPERTY'))
        fault('HUBSPOT_TOKEN: is needed, or the OAuth app of HubSpot');
      return null;
    }
    return {
      token,
      baseUrl,
      scoreProperty: get('HUBSPOT_SCORE_PROPERTY'),
      oauth: app
        ? {
            clientId: app.HUBSPOT_CLIENT_ID,
            clientSecret: app.HUBSPOT_CLIENT_SECRET,
            refreshToken: app.HUBSPOT_REFRESH_TOKEN,
          }
        : undefined,
      sequences: sequences
        ? {
            userId: sequences.HUBSPOT_SEQUENCE_USER_ID,
            senderEmail: sequences.HUBSPOT_SEQUENCE_SENDER,
          }
        : undefined,
    };
  }

  function salesforce(): SalesforceOptions | null {
    const app = together(
      'SALESFORCE_INSTANCE_URL',
      'SALESFORCE_CLIENT_ID',
      'SALESFORCE_CLIENT_SECRET',
      'SALESFORCE_REFRESH_TOKEN',
    );
    if (!app) return null;
    const instanceUrl = app.SALESFORCE_INSTANCE_URL.replace(/\/$/, '');
    if (!HTTPS.test(instanceUrl) && !LOOPBACK.test(instanceUrl))
      fault('SALESFORCE_INSTANCE_URL: an origin, such as https://acme.my.salesforce.com');
    return {
      instanceUrl,
      clientId: app.SALESFORCE_CLIENT_ID,
      clientSecret: app.SALESFORCE_CLIENT_SECRET,
      refreshToken: app.SALESFORCE_REFRESH_TOKEN,
      scoreField: get('SALESFORCE_SCORE_FIELD'),
    };
  }

  function pipedrive(): PipedriveOptions | null {
    const app = together(
      'PIPEDRIVE_CLIENT_ID',
      'PIPEDRIVE_CLIENT_SECRET',
      'PIPEDRIVE_REFRESH_TOKEN',
    );
    either('PIPEDRIVE_API_TOKEN', app);
    const baseUrl = elsewhere('PIPEDRIVE_API_URL');
    const apiToken = get('PIPEDRIVE_API_TOKEN');
    if (!apiToken && !app) return null;
    return {
      apiToken,
      baseUrl,
      scoreField: get('PIPEDRIVE_SCORE_FIELD'),
      oauth: app
        ? {
            clientId: app.PIPEDRIVE_CLIENT_ID,
            clientSecret: app.PIPEDRIVE_CLIENT_SECRET,
            refreshToken: app.PIPEDRIVE_REFRESH_TOKEN,
          }
        : undefined,
    };
  }
}
