import type * as z from 'zod/mini';

/**
 * Who may call: `agent` by API key; `reviewer` by DPoP-bound token; `manager` is a reviewer with
 * that role or admin, `admin` only one with that; `pairing` and `device` prove a key by DPoP without a token; `public` anyone.
 */
export type Who =
  | 'agent'
  | 'reviewer'
  | 'manager'
  | 'admin'
  | 'executor'
  | 'pairing'
  | 'device'
  | 'public';

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` for a path parameter */
  path: string;
  who: readonly Who[];
  summary: string;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** the body is a text of this media type instead of JSON */
  takes?: 'text/csv';
  answer: z.ZodMiniType;
  /** the answer is a stream of lines of this media type, each of them JSON of `answer` */
  lines?: 'application/jsonl';
  /** the answer is a text of this media type instead of JSON */
  gives?: 'text/csv';
  status: 200 | 201;
};
