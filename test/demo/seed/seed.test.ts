import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { contentFault } from '../../../src/core/review/edit.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import { ProposalInput } from '../../../src/core/schema/proposal.ts';
import { WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { isAuthored } from '../../../src/core/text/authored.ts';
import { seedProposals } from '../../../src/demo/seed/seed.ts';
import { WORKFLOWS } from '../../../src/demo/seed/workflows.ts';

const proposals = seedProposals(Date.parse('2026-11-22T12:00:00Z'));

describe('the demo workspace', () => {
  it.each(proposals.map(({ input }) => [input.externalId, input] as const))(
    'proposal %s is what an agent may submit, to a workflow that takes its kind',
    (_id, input) => {
      expect(z.safeParse(ProposalInput, input).error?.issues).toBeUndefined();
      const workflow = WORKFLOWS.find(({ id }) => id === input.workflowId);
      expect(workflow?.kinds).toContain(input.content.kind);
    },
  );

  it('has about forty proposals over six workflows, two agents and two versions of one model', () => {
    expect(proposals.length).toBeGreaterThanOrEqual(38);
    expect(new Set(proposals.map(({ input }) => input.workflowId)).size).toBe(6);
    const models = new Set(
      proposals.map(({ input }) => `${input.agent.model} ${input.agent.modelVersion}`),
    );
    expect(models.size).toBe(3);
    expect(new Set(proposals.map(({ input }) => input.externalId)).size).toBe(proposals.length);
  });

  it('has every kind of work, with what is known of it', () => {
    expect(new Set(proposals.map(({ input }) => input.content.kind))).toEqual(new Set(KINDS));
    const known = proposals.flatMap(({ input }) => Object.keys(input.context ?? {}));
    expect(known).toEqual(expect.arrayContaining(['fields', 'sequence', 'routing', 'busy']));
    for (const { input } of proposals) expect(contentFault(input.content)).toBeNull();
  });

  it('writes mails in the authored subset', () => {
    for (const { input } of proposals) {
      if (input.content.kind === 'email.draft') expect(isAuthored(input.content.body)).toBe(true);
    }
  });

  it('has workflows that each name their pattern', () => {
    for (const workflow of WORKFLOWS) {
      expect(z.safeParse(WorkflowInput, workflow).success, workflow.id).toBe(true);
    }
  });
});
