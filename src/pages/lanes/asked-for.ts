/** The workspace and workflow that a link to this page asks for. */
export type AskedFor = { space?: string | undefined; workflow?: string | undefined };

export function askedFor(search: string): AskedFor {
  const params = new URLSearchParams(search);
  return {
    space: params.get('space') ?? undefined,
    workflow: params.get('workflow') ?? undefined,
  };
}
