import * as z from 'zod/mini';
import { Claim, Evidence, Flag, Span } from '../../core/schema/claim.ts';
import { Content } from '../../core/schema/content.ts';
import { Decision, DecisionAnswer, Reason } from '../../core/schema/decision.ts';
import { Dispatch, DispatchResult } from '../../core/schema/dispatch.ts';
import { EmailContent } from '../../core/schema/email.ts';
import { Reviewer, Workspace } from '../../core/schema/people.ts';
import { Binding, Context, Placement, ReviewItem } from '../../core/schema/proposal.ts';
import { Signal } from '../../core/schema/signal.ts';
import { Policy, Workflow } from '../../core/schema/workflow.ts';
import { PublicJwk } from '../../protocol/pairing.ts';
import { PROBLEMS, Problem } from '../../protocol/problem.ts';
import { DecisionReport, ProposalAnswer, ProposalInput } from '../../protocol/proposals.ts';
import { MAX_BODY_BYTES, ROUTES, type Route, type RouteName } from '../../protocol/routes.ts';
import { SyncAnswer } from '../../protocol/sync.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';

/** Schemas that get a name of their own in the document; all others are written out in place. */
const NAMED = {
  Binding,
  Claim,
  Content,
  Context,
  Decision,
  DecisionAnswer,
  DecisionReport,
  Dispatch,
  DispatchResult,
  EmailContent,
  Evidence,
  Flag,
  Placement,
  Policy,
  Problem,
  ProposalAnswer,
  ProposalInput,
  PublicJwk,
  Reason,
  ReviewItem,
  Reviewer,
  Signal,
  Span,
  SyncAnswer,
  Workflow,
  Workspace,
} satisfies Record<string, z.ZodMiniType>;

export type JsonSchema = { [key: string]: unknown };
export type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: JsonSchema }[];
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: JsonSchema }> }
  >;
};
export type OpenApi = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> };
};

/** The OpenAPI 3.1 document of the protocol, made from its route table. */
export function openApi(publicUrl: string): OpenApi {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const schemas: Record<string, JsonSchema> = {};
  const schemaOf = (schema: z.ZodMiniType): JsonSchema => {
    const made: JsonSchema = JSON.parse(
      JSON.stringify(z.toJSONSchema(schema, { metadata: registry, io: 'input' })).replaceAll(
        '"#/$defs/',
        '"#/components/schemas/',
      ),
    );
    const { $schema: _dialect, $defs: defs, id, ...own } = made;
    for (const [name, def] of Object.entries((defs ?? {}) as Record<string, JsonSchema>)) {
      const { id: _id, ...rest } = def;
      schemas[name] = rest;
    }
    if (typeof id !== 'string') return own;
    schemas[id] = own;
    return { $ref: `#/components/schemas/${id}` };
  };
  const paths: OpenApi['paths'] = {};
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: Route = ROUTES[name];
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = operation(name, route, schemaOf);
  }
  for (const schema of Object.values(NAMED)) schemaOf(schema);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign gate',
      version: String(PROTOCOL_VERSION),
      description: `Proposals in, clearances out. Bodies are JSON of at most ${MAX_BODY_BYTES} bytes; unknown fields are refused on write and to be ignored on read; errors are RFC 9457 problems.`,
    },
    servers: [{ url: publicUrl }],
    paths,
    components: { schemas, securitySchemes: SECURITY },
  };
}

const SECURITY: Record<string, JsonSchema> = {
  agentKey: { type: 'http', scheme: 'bearer', description: 'API key of an agent, `csk_…`' },
  deviceToken: {
    type: 'http',
    scheme: 'dpop',
    description: 'RFC 9449: access token bound to the device key, with a proof that has our nonce',
  },
  deviceProof: {
    type: 'apiKey',
    in: 'header',
    name: 'DPoP',
    description: 'Only a proof of the device key (RFC 9449), before there is a token',
  },
};

const schemeOf = (who: string): string =>
  who === 'agent'
    ? 'agentKey'
    : who === 'pairing' || who === 'device'
      ? 'deviceProof'
      : 'deviceToken';

function operation(
  name: string,
  route: Route,
  schemaOf: (schema: z.ZodMiniType) => JsonSchema,
): Operation {
  const query = route.query ? schemaOf(route.query) : {};
  const required = Array.isArray(query.required) ? query.required : [];
  const problem = {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: schemaOf(Problem) } },
  };
  return {
    operationId: name,
    summary: route.summary,
    tags: [...route.who],
    security: [...new Set(route.who.map(schemeOf))].map((scheme) => ({ [scheme]: [] })),
    parameters: [
      ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => ({
        name: id,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...Object.entries((query.properties ?? {}) as Record<string, JsonSchema>).map(
        ([key, schema]) => ({ name: key, in: 'query', required: required.includes(key), schema }),
      ),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true as const,
            content: { [route.takes ?? 'application/json']: { schema: schemaOf(route.body) } },
          },
        }
      : {}),
    responses: {
      [route.status]: {
        description: route.lines ? 'Lines, each of them JSON of this schema' : 'Done',
        content: {
          [route.lines ?? route.gives ?? 'application/json']: { schema: schemaOf(route.answer) },
        },
      },
      '4XX': problem,
      '5XX': problem,
    },
  };
}

/** The problem types, for the documentation. */
export const problemRows = (): { code: string; status: number; title: string }[] =>
  Object.entries(PROBLEMS).map(([code, row]) => ({ code, ...row }));
