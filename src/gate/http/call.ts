import type * as z from 'zod/mini';
import type { ROUTES, RouteName } from '../../protocol/routes.ts';
import type { AgentIdentity, ReviewerIdentity } from '../dispatch/ports.ts';
import type { Proof } from './context.ts';

type Routes = typeof ROUTES;
type Part<N extends RouteName, K extends 'body' | 'query'> = Routes[N] extends {
  [key in K]: infer S extends z.ZodMiniType;
}
  ? z.infer<S>
  : undefined;
type Who<N extends RouteName> = Routes[N]['who'][number];

type CallerOf<W> = W extends 'agent'
  ? { kind: 'agent'; agent: AgentIdentity }
  : W extends 'pairing' | 'device'
    ? { kind: 'proof'; proof: Proof }
    : { kind: 'reviewer'; reviewer: ReviewerIdentity };

/** What a handler gets: everything parsed and whoever may call it, by the route's own row. */
export type Call<N extends RouteName> = {
  /** the `{id}` of the path, checked; '' where the path has none */
  id: string;
  query: Part<N, 'query'>;
  body: Part<N, 'body'>;
  caller: CallerOf<Who<N>>;
  /** aborted when the caller is gone or the gate shuts down */
  signal: AbortSignal;
};

export type Handlers = {
  [N in RouteName]: (
    call: Call<N>,
  ) => Promise<
    Routes[N] extends { lines: string } ? AsyncIterable<string> : z.infer<Routes[N]['answer']>
  >;
};
